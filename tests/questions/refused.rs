//! What is refused, with which code and which words.

use tinklas::ask::question::{ExpertsForChallenge, PartnershipPaths, Question};
use tinklas::fault::Code;
use tinklas::plan::filter::Filter;

use crate::asking::{
    challenge, claims, connecting, needs, network, paths, resident, sample_changes, via,
};

#[test]
fn unknown_ids_are_named_with_their_arguments() {
    let world = resident(&sample_changes());
    for (question, message) in [
        (connecting("AGRI", "SPACE"), "`sectorB`: there is no sector with the id `sector:SPACE`"),
        (
            connecting("cl-litek", "AGRI"),
            "`sectorA`: there is no sector with the id `sector:cl-litek`",
        ),
        (
            Question::PartnershipPaths(paths("cl-nobody", "sector:AGRI")),
            "`from`: there is no actor or person with the id `cl-nobody`; \
             `to`: there is no actor or person with the id `sector:AGRI`",
        ),
        (challenge("cl-litek"), "`challenge`: there is no challenge with the id `cl-litek`"),
        (
            needs(&[("LASER", 1.0), ("MAGIC", 1.0)]),
            "`needs`: there is no competence with the id `competence:MAGIC`",
        ),
        (
            claims("p-pauzolis"),
            "`subject`: there is no actor, event or project with the id `p-pauzolis`",
        ),
        (network(&["cl-nobody"], 10), "`center`: there is no node with the id `cl-nobody`"),
    ] {
        let error = world.ask(&question).expect_err(message);
        assert_eq!((error.code().name(), error.to_string().as_str()), ("UNKNOWN_ID", message));
    }
}

#[test]
fn arguments_out_of_bounds_are_told_all_at_once() {
    let world = resident(&sample_changes());
    let asked = PartnershipPaths {
        max_length: 13,
        first: 0,
        avoid: vec!["cl-litek".into()],
        via: via(&["PARTNERS_WITH", "IN_SECTOR"]),
        ..paths("cl-litek", "cl-litek")
    };
    let error = world.ask(&Question::PartnershipPaths(asked)).expect_err("it is refused");
    assert_eq!(error.code(), Code::BadInput);
    let told = error.to_string();
    for message in [
        "`maxLength`: `13` is out of bounds; expected 1 to 12",
        "`first`: `0` is out of bounds; expected 1 to 100",
        "`via`: `IN_SECTOR` makes no step; expected some of",
        "`to`: `cl-litek` is `from` too; expected somebody else",
        "`avoid`: `cl-litek` is an end of the path and cannot be avoided",
    ] {
        assert!(told.contains(message), "{message} is not in: {told}");
    }
}

#[test]
fn a_challenge_or_needs_are_wanted_but_not_both() {
    let world = resident(&sample_changes());
    let neither = ExpertsForChallenge {
        challenge: None,
        needs: None,
        filter: Filter::ANY,
        first: 10,
        as_of: None,
    };
    let both = ExpertsForChallenge {
        challenge: Some("ch-nis2".into()),
        needs: Some(Vec::new()),
        ..neither.clone()
    };
    for (asked, given) in [(neither, "neither"), (both, "both")] {
        let question = Question::ExpertsForChallenge(asked);
        let error = world.ask(&question).expect_err("it is refused");
        assert_eq!(error.code(), Code::BadInput);
        let expected = format!("{given} given; expected exactly one of `challenge`, `needs`");
        assert!(error.to_string().contains(&expected), "{error}");
    }
    for weight in [0.0, -1.0, 100.5, f64::NAN] {
        let error = world.ask(&needs(&[("LASER", weight)])).expect_err("it is refused");
        assert_eq!(error.code(), Code::BadInput);
    }
}
