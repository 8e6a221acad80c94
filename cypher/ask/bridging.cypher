// People who work in two sectors.
//
// parameters  $first, $second: ids of the sectors; $sectors: both
// slots       works: the kind of link of who works in a sector
// rows        every person with a link to each sector, all bare, in one row: a thousand rows take twice as long to
//             fetch, and so do values that the reader knows; each sector, alone
// index       Node.id
//
// Both sectors have thousands of people and a person few sectors, but all links of a person are read to find
// those: joining two lists reads a quarter of what walking from one sector to the other does.
MATCH (a:Node{{&seen}} {id: $first})<-[x:{{works}}]-(p:Person{{&seen}})
MATCH (b:Node{{&seen}} {id: $second})<-[y:{{works}}]-(p)
USING JOIN ON p
WHERE {{passes}}
RETURN collect([{{bare node p}}, {{bare link x}}, {{bare link y}}]) AS row
UNION ALL
MATCH (s:Node{{&seen}}) WHERE s.id IN $sectors
RETURN [[{{node s}}, []]] AS row
