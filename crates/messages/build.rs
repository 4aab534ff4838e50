//! Generates a typed function per message, and the pseudo-locale.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use fluent_syntax::{
    ast::{Entry, Expression, Pattern, PatternElement, Resource},
    parser,
    serializer::serialize,
};
use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

const LOCALES: &str = "locales";

/// CLDR's name of English with accents.
const PSEUDO_LOCALE: &str = "en-XA";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={LOCALES}");
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let Some(out) = out.filter(|out| collect_locales(&out.join(LOCALES)).is_ok()) else {
        println!("cargo::error=the locales could not be read");
        return ExitCode::FAILURE;
    };
    let path = |name: &str| out.join(name).to_string_lossy().into_owned();
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder(&path(LOCALES))
            .with_output_file_path(&path("messages.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&path("messages.ftl")))
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            // Isolation marks around each value would get in the way of searching and copying a page's text.
            .without_bidi_isolation()
            .without_format(),
    )
}

/// Copies the locales, and adds the pseudo-locale, which is made from English.
fn collect_locales(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for locale in fs::read_dir(LOCALES)? {
        let locale = locale?;
        let name = locale.file_name();
        fs::create_dir_all(folder.join(&name))?;
        for file in fs::read_dir(locale.path())? {
            let file = file?;
            fs::copy(file.path(), folder.join(&name).join(file.file_name()))?;
            if name == "en" {
                let pseudo = folder.join(PSEUDO_LOCALE);
                fs::create_dir_all(&pseudo)?;
                let text = fs::read_to_string(file.path())?;
                fs::write(pseudo.join(file.file_name()), pseudo_localized(text)?)?;
            }
        }
    }
    Ok(())
}

/// The messages with accents, a third longer and in brackets: text that is cut off, or was never translated, shows.
fn pseudo_localized(text: String) -> io::Result<String> {
    let mut resource: Resource<String> =
        parser::parse(text).map_err(|(_, errors)| io::Error::other(format!("{errors:?}")))?;
    // Types are read from the comments of the default language alone.
    resource
        .body
        .retain(|entry| matches!(entry, Entry::Message(_) | Entry::Term(_)));
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry {
            message.comment = None;
            let of_attributes = message
                .attributes
                .iter_mut()
                .map(|attribute| &mut attribute.value);
            for pattern in message.value.iter_mut().chain(of_attributes) {
                pseudo_localize(pattern);
                pattern.elements.insert(0, text_element("⟦"));
                pattern.elements.push(text_element("⟧"));
            }
        }
    }
    Ok(serialize(&resource))
}

fn text_element(value: &str) -> PatternElement<String> {
    PatternElement::TextElement {
        value: value.to_owned(),
    }
}

fn pseudo_localize(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = accented(value),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => variants
                .iter_mut()
                .for_each(|variant| pseudo_localize(&mut variant.value)),
            PatternElement::Placeable { .. } => {}
        }
    }
}

/// Vowels have accents and stand twice.
fn accented(text: &str) -> String {
    let mut longer = String::new();
    for letter in text.chars() {
        let accent = match letter {
            'a' => 'á',
            'e' => 'é',
            'i' => 'í',
            'o' => 'ó',
            'u' => 'ú',
            'A' => 'Á',
            'E' => 'É',
            'I' => 'Í',
            'O' => 'Ó',
            'U' => 'Ú',
            _ => {
                longer.push(letter);
                continue;
            }
        };
        longer.extend([accent, accent]);
    }
    longer
}
