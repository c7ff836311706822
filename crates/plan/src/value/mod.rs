//! The values of cells: parse, don't validate. Each newtype can hold only a good value in its one normal form.

pub mod phone;
pub mod fold {
    use std::borrow::Cow;
    pub fn fold(t: &str) -> Cow<'_, str> {
        Cow::Owned(t.trim().to_lowercase())
    }
}
pub mod dialect {
    use std::borrow::Cow;
    pub fn cell_in(t: &str) -> Cow<'_, str> {
        Cow::Borrowed(t)
    }
    pub fn is_none(t: &str) -> bool {
        t.trim() == "(none)"
    }
    pub fn path_out<S: AsRef<str>>(n: &[S]) -> String {
        n.iter().map(|s| s.as_ref()).collect::<Vec<_>>().join(" > ")
    }
}
pub mod list {
    use std::borrow::Cow;
    pub fn split_path(t: &str) -> Vec<Cow<'_, str>> {
        t.split('>').map(|s| Cow::Borrowed(s.trim())).collect()
    }
    pub fn for_each_part(t: &str, _k: &dyn Fn(&str) -> bool, f: &mut dyn FnMut(&str)) {
        for p in t.split([';', ',', '|']) {
            if !p.trim().is_empty() {
                f(p.trim())
            }
        }
    }
}
pub mod email {
    use std::borrow::Cow;
    pub fn parse_email(t: &str) -> Result<Cow<'_, str>, String> {
        let t = t.trim();
        if t.matches('@').count() == 1 && t.contains('.') {
            Ok(Cow::Owned(t.to_lowercase()))
        } else {
            Err("bad".into())
        }
    }
    pub fn suggest_email(_: &str) -> Option<String> {
        None
    }
}
pub mod external_id {
    pub enum ExternalIdProblem {
        TooLong,
        Control,
    }
    pub fn parse(t: &str) -> Result<&str, ExternalIdProblem> {
        if t.len() > 400 {
            return Err(ExternalIdProblem::TooLong);
        }
        if t.contains('\0') {
            return Err(ExternalIdProblem::Control);
        }
        Ok(t.trim())
    }
}
pub mod name {
    use std::borrow::Cow;
    pub enum NameProblem {
        TooLong,
        Control,
    }
    pub fn normalise(t: &str) -> Cow<'_, str> {
        Cow::Borrowed(t.trim())
    }
    pub fn check(t: &str) -> Result<(), NameProblem> {
        if t.len() > 400 {
            Err(NameProblem::TooLong)
        } else if t.contains('\0') {
            Err(NameProblem::Control)
        } else {
            Ok(())
        }
    }
    pub fn split_full_name(t: &str) -> (String, String) {
        let mut i = t.splitn(2, ' ');
        (i.next().unwrap_or("").into(), i.next().unwrap_or("").into())
    }
}
pub mod role {
    use crate::snapshot::*;
    pub fn parse_role(t: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.as_str().eq_ignore_ascii_case(t.trim()))
    }
    pub fn suggest_role(_: &str) -> Option<Role> {
        None
    }
    pub fn parse_access(t: &str) -> Option<Access> {
        match t.trim() {
            "Global" => Some(Access::Global),
            "Limited" => Some(Access::Limited),
            _ => None,
        }
    }
    pub fn suggest_access(_: &str) -> Option<Access> {
        None
    }
}
