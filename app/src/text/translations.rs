#[cfg(feature = "ssr")]
use super::about::AboutWords;
use super::language::Language;
use super::list::ListWords;
use super::map::MapWords;
use super::path::PathWords;
use super::tune::TuneWords;
use super::words::Words;
use super::{english, german};
use catalog::{Facet, Reason};

/// Something in each language.
struct ByLanguage<T> {
    english: T,
    german: T,
}

impl<T> ByLanguage<T> {
    fn of(self, language: Language) -> T {
        match language {
            Language::English => self.english,
            Language::German => self.german,
        }
    }
}

impl Language {
    /// The words of the page.
    pub(crate) fn words(self) -> &'static Words {
        ByLanguage { english: &english::ENGLISH, german: &german::GERMAN }.of(self)
    }
}

/// Words of single features. In the browser they are loaded together with the code of the feature.
impl Words {
    pub(crate) fn tune(&self) -> &'static TuneWords {
        ByLanguage { english: &english::TUNE, german: &german::TUNE }.of(self.language)
    }

    pub(crate) fn path(&self) -> &'static PathWords {
        ByLanguage { english: &english::PATH, german: &german::PATH }.of(self.language)
    }

    pub(crate) fn list(&self) -> &'static ListWords {
        ByLanguage { english: &english::LIST, german: &german::LIST }.of(self.language)
    }

    pub(crate) fn map(&self) -> &'static MapWords {
        ByLanguage { english: &english::MAP, german: &german::MAP }.of(self.language)
    }

    #[cfg(feature = "ssr")]
    pub(crate) fn about_page(&self) -> &'static AboutWords {
        ByLanguage { english: &english::ABOUT, german: &german::ABOUT }.of(self.language)
    }

    /// Why a song is recommended, unless the models give no reasons. The facets in `first` come first.
    pub(crate) fn why_recommended(&self, reasons: &[Reason], first: &[Facet]) -> Option<String> {
        let sentence = ByLanguage::<fn(&[Reason], &[Facet]) -> String> {
            english: english::why_recommended,
            german: german::why_recommended,
        }
        .of(self.language);
        (!reasons.is_empty()).then(|| sentence(reasons, first))
    }
}
