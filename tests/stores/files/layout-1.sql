-- A file of layout 1: two imports of a network of 9 nodes and 11 links. Written by the program of that layout, then as text.
PRAGMA application_id = 0x546e6b6c;
PRAGMA user_version = 1;
CREATE TABLE change ( last INTEGER PRIMARY KEY, entries BLOB NOT NULL, crc INTEGER NOT NULL ) STRICT;
INSERT INTO change VALUES
(20, X'ceb5e0c5c0680a696d706f72743a206c311400000004636c2d6100000004636c2d6200000104636f2d3100000104636f2d3200000104636f2d3300000104636f2d340000090a636f756e7472793a4c540000090a636f756e7472793a4c560000090a636f756e7472793a504c00010104636c2d610a636f756e7472793a4c5400000900010104636c2d620a636f756e7472793a4c5600000900010104636f2d310a636f756e7472793a4c5400010900010104636f2d320a636f756e7472793a4c5400010900010104636f2d330a636f756e7472793a504c00010900010104636f2d340a636f756e7472793a504c00010900010404636f2d3104636c2d6100010000010404636f2d3204636c2d6100010000010404636f2d3204636c2d6200010000010404636f2d3304636c2d6200010000010d04636c2d6104636c2d62de9ebda30e0000', 4071759635),
(21, X'96b9e0c5c0680a696d706f72743a206c310101000104636f2d31', 1687774888);
CREATE TABLE link ( n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL, tag INTEGER NOT NULL, facts BLOB NOT NULL, crc INTEGER NOT NULL ) STRICT;
INSERT INTO link VALUES
(0, 1, 0, 6, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 3956671282),
(1, 1, 1, 7, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 2721972276),
(2, 1, 2, 6, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 57007238),
(3, 1, 3, 6, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 2000434012),
(4, 1, 4, 8, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 1520087154),
(5, 1, 5, 8, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 784555944),
(6, 4, 2, 0, 0, X'1801d507000000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 2249966017),
(7, 4, 3, 0, 0, X'1801d507000000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 1365073049),
(8, 4, 3, 1, 0, X'1801db07050000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 1582808706),
(9, 4, 4, 1, 0, X'140000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 2843291556),
(10, 13, 0, 1, 3832500062, X'1e01e4070000010704044d4f55010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 3831485808);
CREATE TABLE node ( n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, facts BLOB NOT NULL, crc INTEGER NOT NULL ) STRICT;
INSERT INTO node VALUES
(0, 0, 'cl-a', X'2902000c050109436c75737465722041020506e007000000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 2022068448),
(1, 0, 'cl-b', X'2b02000e05010b4b6c617374657269732042020506e207000000010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 3958896508),
(2, 1, 'co-1', X'2802000e05010b436f6d70616e7920556e6f0802020e00010f6120736d616c6c206e6574776f726b000296b9e0c5c0680a696d706f72743a206c31', 122262836),
(3, 1, 'co-2', X'2802000d05010ac4ae6d6f6ec4972044750803028c0100010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 3154894615),
(4, 1, 'co-3', X'2601001005010d436f6d70616e7920546872656500010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 747709648),
(5, 1, 'co-4', X'2601001005010d546f2062652072656d6f76656400010f6120736d616c6c206e6574776f726b0001ceb5e0c5c0680a696d706f72743a206c31', 641986301),
(6, 9, 'country:LT', X'410100140506094c69746875616e6961074c69657475766100012649534f20333136362d312c2077697468206e616d6573206f6620556e69636f646520434c44520001ceb5e0c5c0680a696d706f72743a206c31', 1783737151),
(7, 9, 'country:LV', X'3e0100110506064c6174766961074c617476696a6100012649534f20333136362d312c2077697468206e616d6573206f6620556e69636f646520434c44520001ceb5e0c5c0680a696d706f72743a206c31', 3356849947),
(8, 9, 'country:PL', X'3e010011050606506f6c616e64074c656e6b696a6100012649534f20333136362d312c2077697468206e616d6573206f6620556e69636f646520434c44520001ceb5e0c5c0680a696d706f72743a206c31', 3350040223);
CREATE TABLE state ( one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, nodes INTEGER NOT NULL, links INTEGER NOT NULL ) STRICT;
INSERT INTO state VALUES
(1, 21, 9, 11);
CREATE TABLE term ( area TEXT NOT NULL, n INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (area, n) ) STRICT, WITHOUT ROWID;
INSERT INTO term VALUES
('ChallengeStatus', 0, 'OPEN'), ('ChallengeStatus', 1, 'SOLVED'), ('ExpertLevel', 0, 'NATIONAL'),
('ExpertLevel', 1, 'INTERNATIONAL'), ('ExpertStatus', 0, 'LISTED'), ('ExpertStatus', 1, 'UNLISTED'),
('Intent', 0, 'PARTNER'), ('Intent', 1, 'SUPPLIER'), ('Intent', 2, 'CUSTOMER'), ('Intent', 3, 'RESEARCHER'),
('Intent', 4, 'INVESTOR'), ('Label', 0, 'BRONZE'), ('Label', 1, 'SILVER'), ('Label', 2, 'GOLD'),
('LackBasis', 0, 'STATED'), ('LackBasis', 1, 'AGREED_TOPIC'), ('Suggestable', 0, 'PUBLIC_ROLE'),
('Suggestable', 1, 'CONSENTED'), ('Suggestable', 2, 'OBJECTED'), ('kind', 0, 'Cluster'),
('kind', 1, 'Company'), ('kind', 2, 'Organisation'), ('kind', 3, 'WorkingGroup'), ('kind', 4, 'Event'),
('kind', 5, 'Award'), ('kind', 6, 'Figure'), ('kind', 7, 'NewsItem'), ('kind', 8, 'Person'),
('kind', 9, 'Country'), ('kind', 10, 'Place'), ('kind', 11, 'Sector'), ('kind', 12, 'Competence'),
('kind', 13, 'Project'), ('kind', 14, 'Programme'), ('kind', 15, 'Challenge'), ('kind', 16, 'Partnership'),
('kind', 17, 'Service'), ('kind', 18, 'Proposal'), ('link', 0, 'IN_SECTOR'), ('link', 1, 'LOCATED_IN'),
('link', 2, 'BROADER'), ('link', 3, 'SAME_AS'), ('link', 4, 'MEMBER_OF'), ('link', 5, 'HOLDS_ROLE'),
('link', 6, 'HAS_COMPETENCE'), ('link', 7, 'WORKS_IN'), ('link', 8, 'ADVISES'), ('link', 9, 'WORKED_ON'),
('link', 10, 'PARTICIPATES_IN'), ('link', 11, 'FUNDED_BY'), ('link', 12, 'PART_OF'),
('link', 13, 'PARTNERS_WITH'), ('link', 14, 'PARTY_TO'), ('link', 15, 'SUPPLIES'), ('link', 16, 'FACES'),
('link', 17, 'REQUIRES'), ('link', 18, 'LACKS'), ('link', 19, 'OFFERS'), ('link', 20, 'SEEKS'),
('link', 21, 'TAKES_PART'), ('link', 22, 'TEACHES'), ('link', 23, 'ABOUT'), ('link', 24, 'RECEIVED'),
('link', 25, 'SAYS'), ('link', 26, 'PROVIDES'), ('link', 27, 'RUNS'), ('property', 0, 'name'),
('property', 1, 'website'), ('property', 2, 'founded'), ('property', 3, 'description'),
('property', 4, 'note'), ('property', 5, 'label'), ('property', 6, 'legalForm'), ('property', 7, 'type'),
('property', 8, 'employees'), ('property', 9, 'start'), ('property', 10, 'end'), ('property', 11, 'awarded'),
('property', 12, 'measure'), ('property', 13, 'value'), ('property', 14, 'stated'),
('property', 15, 'published'), ('property', 16, 'role'), ('property', 17, 'expertStatus'),
('property', 18, 'expertLevel'), ('property', 19, 'areas'), ('property', 20, 'languages'),
('property', 21, 'availability'), ('property', 22, 'suggestable'), ('property', 23, 'acronym'),
('property', 24, 'title'), ('property', 25, 'funding'), ('property', 26, 'budget'),
('property', 27, 'budgetType'), ('property', 28, 'status'), ('property', 29, 'due'), ('property', 30, 'level'),
('property', 31, 'evidence'), ('property', 32, 'years'), ('property', 33, 'contribution'),
('property', 34, 'document'), ('property', 35, 'what'), ('property', 36, 'weight'), ('property', 37, 'basis'),
('property', 38, 'event'), ('property', 39, 'intent'), ('property', 40, 'text'), ('property', 41, 'by');
