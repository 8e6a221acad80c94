//! Reading a folder of CSV files into a network.

mod import {
    mod anything;
    mod command;
    mod folders;
    mod model;
    mod sample;
    mod stored;
}
