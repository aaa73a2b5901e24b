//! Query strings as Spotify's clients send them: lists with commas, repeated parameters, parameters
//! that mean nothing here.

use crate::Problem;
use crate::problem::shown;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

/// The parameters of a query string, decoded, in their order.
pub(super) struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let pairs: Result<Query<Vec<(String, String)>>, QueryRejection> =
            Query::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| Problem::query_string(error.body_text()))?;
        Ok(Self(pairs))
    }
}

impl Params {
    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.trim()))
    }

    /// The value of a parameter; none if it is missing or empty.
    ///
    /// # Errors
    /// If it is given twice with different values.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.iter().filter(|(own, _)| *own == name).map(|(_, value)| value);
        let first = values.next();
        if first.is_some_and(|first| values.any(|other| other != first)) {
            let detail = "it is given more than once: give it once";
            return Err(Problem::parameter(name.to_owned(), detail));
        }
        Ok(first.filter(|value| !value.is_empty()))
    }

    /// All values of a parameter that is a list: with commas, given several times, or both.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let values = self.iter().filter(|(own, _)| *own == name);
        let parts = values.flat_map(|(_, value)| value.split(',')).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The whole number in a parameter.
    ///
    /// # Errors
    /// If it is none, or not from `least` to `greatest`.
    pub(super) fn number(
        &self,
        name: &'static str,
        default: usize,
        least: usize,
        greatest: usize,
    ) -> Result<usize, Problem> {
        let Some(text) = self.text(name)? else { return Ok(default) };
        let number = text.parse().ok().filter(|number| (least..=greatest).contains(number));
        number.ok_or_else(|| {
            let detail =
                format!("it is {}: give a whole number from {least} to {greatest}", shown(text));
            Problem::parameter(name, detail)
        })
    }

    /// The ids in the parameter `ids`, at most so many, with repetitions.
    ///
    /// # Errors
    /// If there are none or too many.
    pub(super) fn ids(&self, most: usize) -> Result<Vec<&str>, Problem> {
        let ids = self.list("ids");
        match ids.len() {
            0 => Err(Problem::parameter("ids", "give ids=…: ids with commas between them")),
            count if count > most => {
                Err(Problem::parameter("ids", format!("there are {count}: give at most {most}")))
            }
            _ => Ok(ids),
        }
    }
}
