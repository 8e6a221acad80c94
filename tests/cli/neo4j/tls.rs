//! Encrypted connections to a Neo4j: under a certificate that somebody vouches for, and under one that nobody does.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::server::Server;
use crate::support::{Place, Run};

/// Makes an authority `ca.crt`, and a key and certificate for `localhost` that it vouches for.
fn certify(folder: &Path) {
    let folder = folder.join("certificates");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n")
        .expect("written");
    for words in [
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Tests -keyout ca.key -out ca.crt",
        "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout private.key -out asked.csr",
        "x509 -req -in asked.csr -CA ca.crt -CAkey ca.key -set_serial 1 -days 2 -extfile names -out public.crt",
    ] {
        let done = Command::new("openssl").args(words.split(' ')).current_dir(&folder).output();
        let done = done.expect("openssl starts");
        assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

/// Runs `tinklas check` on an address, on a machine that trusts the authorities of a file only.
fn check(server: &Server, scheme: &str, host: &str, trusted: &Path) -> Run {
    let address = server.address.replace("bolt://127.0.0.1", &format!("{scheme}://{host}"));
    let place = Place::over(&address, &server.password);
    let mut command = place.command(&["check"]);
    Run::of(&command.env("SSL_CERT_FILE", trusted).output().expect("the program starts"))
}

#[test]
fn what_is_encrypted_is_read_when_its_certificate_is_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ca, nobody) = (folder.path().join("ca.crt"), folder.path().join("nobody.crt"));
    let server = Server::start_with(|made| {
        certify(made);
        fs::copy(made.join("certificates/ca.crt"), &ca).expect("copied");
        fs::create_dir(folder.path().join("other")).expect("a folder");
        certify(&folder.path().join("other"));
        fs::copy(folder.path().join("other/certificates/ca.crt"), &nobody).expect("copied");
    });
    // With `neo4j` it asks first which servers there are, and is told `localhost` again.
    for scheme in ["bolt+s", "neo4j+s"] {
        let run = check(&server, scheme, "localhost", &ca);
        assert_eq!(run.code, 0, "{scheme}: {}", run.err);
        assert!(run.out.contains("is whole"), "{scheme}: {}", run.out);
    }
    for scheme in ["bolt+ssc", "neo4j+ssc"] {
        let run = check(&server, scheme, "localhost", &nobody);
        assert_eq!(run.code, 0, "{scheme}: {}", run.err);
    }
    // Another authority vouches; the certificate is of another name; nothing is encrypted.
    for (scheme, host, trusted) in [
        ("bolt+s", "localhost", &nobody),
        ("neo4j+s", "localhost", &nobody),
        ("bolt+s", "127.0.0.1", &ca),
        ("bolt", "localhost", &ca),
    ] {
        let run = check(&server, scheme, host, trusted);
        assert_eq!(run.code, 3, "{scheme} to {host}: {}", run.out);
        assert!(run.err.contains(&format!("`{scheme}://{host}:")), "{}", run.err);
        let is_of_certificate = run.err.contains("SSL_CERT_FILE");
        assert_eq!(is_of_certificate, scheme == "bolt+s", "{}", run.err);
    }
}
