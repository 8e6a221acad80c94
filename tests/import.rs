//! Reading a folder of CSV files into a network.

mod import {
    mod sample;
    mod stored;
}
