//! Keeps secrets and personal data out of logs: a masked type prints as its name and stars.

/// Implements `Debug` for types that hold a secret or personal data.
macro_rules! masked {
    ($($name:ident),+) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    )+};
}

pub(crate) use masked;
