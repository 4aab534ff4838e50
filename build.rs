//! The site is compiled in with `embedded-site`: another one, with more files, is a change of this crate.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_EMBEDDED_SITE").is_some() {
        println!("cargo::rerun-if-changed=target/embedded-site");
    }
}
