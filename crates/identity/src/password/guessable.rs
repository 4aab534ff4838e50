/// The number of guesses within which a password is too weak: all of the 30,000 most common passwords, and their close
/// variants.
const EARLY: u64 = 100_000;

/// Whether a password is easily guessed: a common one, a row of keys, a single word, a date, or the user's own address.
/// There are no rules about which characters it must have.
pub(super) fn is_guessable(password: &str, addresses: &[String]) -> bool {
    let known: Vec<&str> = addresses
        .iter()
        .flat_map(|address| {
            let local = address.rsplit_once('@').map(|(local, _)| local);
            std::iter::once(address.as_str()).chain(local)
        })
        .collect();
    // Capitals count for nothing: who guesses tries them, too.
    zxcvbn::zxcvbn(&password.to_lowercase(), &known).guesses() < EARLY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<'a>(passwords: &[&'a str]) -> Vec<&'a str> {
        let mayas = ["maya.okafor@school.example".to_owned()];
        let is_refused = |password: &&&str| is_guessable(password, &mayas);
        passwords.iter().filter(is_refused).copied().collect()
    }

    #[test]
    fn what_many_people_use_is_guessed_early_however_it_is_written() {
        let common = [
            "password",
            "PASSWORD",
            "Password1",
            "12345678",
            "123456789",
            "qwertyuiop",
            "iloveyou",
            "sunshine",
            "football",
            "trustno1",
            "1q2w3e4r",
            "aaaaaaaa",
            "abcdefgh",
            "starwars",
            "princess",
            "passw0rd",
            "baseball1",
            "19991231",
            "whatever",
            "liverpool",
        ];
        assert_eq!(refused(&common), common);
    }

    #[test]
    fn the_users_own_address_is_guessed_early() {
        let own = ["MAYA.okafor@School.example", "Maya.Okafor", "maya.okafor1"];
        assert_eq!(refused(&own), own);
        assert!(!is_guessable("maya.okafor", &[]), "anybody else's is not");
    }

    #[test]
    fn a_few_words_in_a_row_are_not() {
        let good = [
            "three green apples",
            "correct horse battery",
            "four blue pears",
            "a new password",
            "ünïcödé!",
            "Ж8-кот под дождём",
            "h7Gw-2kQz",
        ];
        assert_eq!(refused(&good), [""; 0]);
    }
}
