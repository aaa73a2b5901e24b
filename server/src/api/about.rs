use crate::build_info::{BUILD, VERSION};
use crate::catalogue_facts::Catalogue;
use crate::json::Json;
use crate::models::ServedModels;
use crate::responses::ParameterProblems;
use crate::{AppState, Problem};
use axum::extract::State;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The program, its models and the catalogue.
#[derive(Serialize, ToSchema)]
pub(super) struct About {
    /// Version of the program.
    version: &'static str,
    /// Changes with the program's code.
    build: &'static str,
    /// How the models were built.
    preset: String,
    /// Format version of the models.
    format_version: u32,
    /// Number of tracks.
    tracks: u32,
    /// Facts about the catalogue.
    catalogue: Catalogue,
    /// Parameters of the build of the models.
    parameters: BTreeMap<String, String>,
    /// Files the catalogue was read from.
    sources: Vec<Source>,
}

/// A file the catalogue was read from.
#[derive(Serialize, ToSchema)]
#[schema(as = SourceFile)]
pub(super) struct Source {
    name: String,
    bytes: u64,
    sha256: String,
}

/// Get facts about the program, its models and the catalogue.
#[utoipa::path(
    get,
    path = "/about",
    operation_id = "getAbout",
    tag = "catalogue",
    responses((status = 200, description = "The facts.", body = About), ParameterProblems)
)]
pub(super) async fn about(State(state): State<AppState>) -> Result<Json<About>, Problem> {
    state.ask_models(describe).await.map(Json)
}

fn describe(models: &ServedModels) -> About {
    let manifest = models.engine.manifest();
    let sources = manifest.sources.iter().map(|file| Source {
        name: file.name.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    });
    About {
        version: VERSION,
        build: BUILD,
        preset: manifest.preset.to_string(),
        format_version: manifest.format_version,
        tracks: manifest.tracks,
        catalogue: Catalogue::of(models),
        parameters: manifest.parameters.clone(),
        sources: sources.collect(),
    }
}
