//! How nodes look in a tool that draws colours and sizes from the file.

use crate::model::Kind;

/// A colour, red, green and blue.
pub(super) type Colour = [u8; 3];

// The palette of Okabe and Ito, which people with any kind of colour vision can tell apart.
const BLACK: Colour = [0, 0, 0];
const ORANGE: Colour = [230, 159, 0];
const SKY: Colour = [86, 180, 233];
const GREEN: Colour = [0, 158, 115];
const YELLOW: Colour = [240, 228, 66];
const BLUE: Colour = [0, 114, 178];
const RED: Colour = [213, 94, 0];
const PURPLE: Colour = [204, 121, 167];
/// For what there is most of, and for kinds without a colour of their own.
const GREY: Colour = [153, 153, 153];

/// The colour of a kind of node, and how large it is beside the others.
pub(super) fn of_kind(kind: &Kind) -> (Colour, f64) {
    match kind.constant.as_str() {
        "CLUSTER" => (BLUE, 2.0),
        "ORGANISATION" | "WORKING_GROUP" => (SKY, 1.5),
        "PERSON" => (ORANGE, 1.0),
        "PROJECT" | "PROGRAMME" | "PROPOSAL" => (GREEN, 1.2),
        "PARTNERSHIP" => (PURPLE, 1.2),
        "EVENT" | "AWARD" | "NEWS_ITEM" => (YELLOW, 1.0),
        "CHALLENGE" | "COMPETENCE" => (RED, 1.0),
        "SECTOR" => (BLACK, 1.5),
        _ => (GREY, 1.0),
    }
}

/// The size of a node: its area grows with its number of links.
pub(super) fn size(factor: f64, degree: u32) -> f64 {
    factor * (4.0 + 2.0 * f64::from(degree).sqrt())
}
