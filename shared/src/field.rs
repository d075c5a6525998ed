//! How a value of the contract is read from its text.

use time::Date;

/// What reading depends on, beyond the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The country calling code of a mobile written without one, such as 86.
    pub area_code: u16,
    /// How many digits a verification code has.
    pub code_length: u8,
    /// Today, in UTC.
    pub today: Date,
}

/// Why a text is not the value it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is not written as such a value is written.
    Format,
    /// It is well written, but not one of the values allowed.
    Value,
}

/// A value of the contract. Reading is the only way for a client's text to become
/// one, so a value in hand has been checked and nothing downstream checks again.
pub trait Field: Sized {
    /// Reads a text that is trimmed and not empty.
    fn read(text: &str, rules: &Rules) -> Result<Self, Flaw>;
}

/// Keeps a type that holds a secret or personal data out of logs: it prints as its name and stars.
#[macro_export]
macro_rules! masked {
    ($($name:ident),+) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    )+};
}
