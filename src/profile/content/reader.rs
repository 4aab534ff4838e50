/// Who reads a dashboard: what it says to its student it says of them to others, and the ways that lead to the reader's
/// own pages are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reader {
    /// The student whose dashboard it is.
    #[default]
    Student,
    /// A guardian or a teacher of the student.
    Adult,
}
