//! `Debug` for types that hold secrets or personal data: the type's name and asterisks, so that a
//! value that gets into a log line or an error shows nothing.

/// Implements `Debug` as the type's name followed by `(***)`.
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
