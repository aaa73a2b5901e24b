//! `pipeline eval`.

mod find;

use super::output;
use crate::error::PipelineError;
use crate::eval::describe::{DescribeEvaluation, DescribeOptions};
use crate::eval::genres::GenresEvaluation;
use crate::eval::growth::{Cost, GrowthEvaluation};
use crate::eval::languages::LanguagesEvaluation;
use crate::eval::lyrics::LyricsEvaluation;
use crate::eval::map::MapEvaluation;
use crate::eval::original::OriginalHints;
use crate::eval::requests::RequestsEvaluation;
use crate::eval::similar::{SimilarEvaluation, SimilarOptions};
use crate::eval::songs::{SongsEvaluation, built_in_pairs, read_pairs};
use crate::playlists::Split;
use crate::progress::Progress;
use engine::Engine;
use find::FindArgs;
use serde::Serialize;
use std::fmt::Display;
use std::path::PathBuf;

/// Evaluate rules and models.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    #[command(subcommand)]
    command: EvalCommand,
}

#[derive(Debug, clap::Subcommand)]
enum EvalCommand {
    /// How often, and how fast, a description finds the song that it describes.
    Describe(DescribeArgs),
    /// How often, and how fast, noisy hints find the right song.
    Find(FindArgs),
    /// How well inherited genres agree with those a file gives for the same tracks.
    Genres(GenresArgs),
    /// Accuracy of language detection on titles, next to langdetect.
    Languages(LanguagesArgs),
    /// How often a few words in a row from lyrics find their song.
    Lyrics(LyricsArgs),
    /// What models of several sizes cost: start-up, memory and latency.
    Growth(GrowthArgs),
    /// How much of the neighbourhoods of songs the map preserves.
    Map(MapArgs),
    /// What models find for the sixteen hints of the original.
    Original(OriginalArgs),
    /// How many of the songs and artists that requests name are recognised.
    Requests(RequestsArgs),
    /// How often recommendations agree with playlists.
    Similar(SimilarArgs),
    /// How well versions of a song are recognised.
    Songs(SongsArgs),
}

#[derive(Debug, clap::Args)]
struct DescribeArgs {
    /// Source files, or directories of them.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// A file of JSON lines with title, text and `track_ids`, such as the training split of `ToT_Music`.
    #[arg(long, value_name = "FILE")]
    descriptions: PathBuf,
    /// Also evaluate BM25 (with the feature baselines).
    #[arg(long)]
    baselines: bool,
    /// Also evaluate without each part of the score.
    #[arg(long)]
    ablation: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct RequestsArgs {
    /// Source files, or directories of them.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// A file of JSON lines with text, songs and artists, such as those made from `MusicRecoNER`.
    #[arg(long, value_name = "FILE")]
    requests: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct GenresArgs {
    /// CSV files or directories; one must have the columns `id` and `artist_genres`.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct LanguagesArgs {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct LyricsArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// The source files of the models, or the output of `pipeline clean`.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Passages to look for.
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    passages: usize,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct GrowthArgs {
    /// Models directories; `pipeline resize` makes them in other sizes.
    #[arg(long, required = true, num_args = 1.., value_name = "DIR")]
    models: Vec<PathBuf>,
    /// Measure one directory in this process; otherwise each directory gets its own process.
    #[arg(long, hide = true)]
    here: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct MapArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct OriginalArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct SimilarArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// A CSV file with the columns `playlist_id` and `track_id`.
    #[arg(long, value_name = "FILE")]
    playlists: PathBuf,
    /// Also evaluate these models of the preset spotifinder, of the same catalogue.
    #[arg(long, value_name = "DIR")]
    spotifinder: Option<PathBuf>,
    /// The most songs of playlists to recommend for.
    #[arg(long, value_name = "COUNT", default_value_t = 3000)]
    seeds: usize,
    /// Also evaluate without each group of facets, and parts of the method alone.
    #[arg(long)]
    ablation: bool,
    /// Which playlists: tune to compare settings, report for figures to report.
    #[arg(long, value_enum, default_value_t = Split::Report)]
    split: Split,
    /// Skip the full-catalogue survey (hubness, coverage).
    #[arg(long)]
    quick: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct SongsArgs {
    /// A CSV file of labelled pairs; the default is the built-in one.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command; figures go to standard output.
///
/// # Errors
/// If a file cannot be read.
pub fn run(args: &EvalArgs, progress: Progress) -> Result<(), PipelineError> {
    match &args.command {
        EvalCommand::Describe(args) => describe(args, progress)?,
        EvalCommand::Find(args) => print(&find::evaluate(args, progress)?, args.json)?,
        EvalCommand::Genres(args) => genres(args, progress)?,
        EvalCommand::Languages(args) => languages(args)?,
        EvalCommand::Lyrics(args) => lyrics(args, progress)?,
        EvalCommand::Growth(args) => growth(args, progress)?,
        EvalCommand::Map(args) => map(args, progress)?,
        EvalCommand::Original(args) => original(args)?,
        EvalCommand::Requests(args) => {
            print(&RequestsEvaluation::of(&args.data, &args.requests, progress)?, args.json)?;
        }
        EvalCommand::Similar(args) => similar(args, progress)?,
        EvalCommand::Songs(args) => songs(args)?,
    }
    Ok(())
}

fn describe(args: &DescribeArgs, progress: Progress) -> Result<(), PipelineError> {
    let options = DescribeOptions {
        data: args.data.clone(),
        descriptions: args.descriptions.clone(),
        baselines: args.baselines,
        ablation: args.ablation,
    };
    print(&DescribeEvaluation::of(&options, progress)?, args.json)
}

fn genres(args: &GenresArgs, progress: Progress) -> Result<(), PipelineError> {
    print(&GenresEvaluation::of(&args.data, progress)?, args.json)
}

fn languages(args: &LanguagesArgs) -> Result<(), PipelineError> {
    print(&LanguagesEvaluation::on_built_in_titles()?, args.json)
}

fn lyrics(args: &LyricsArgs, progress: Progress) -> Result<(), PipelineError> {
    let evaluation = LyricsEvaluation::of(&args.models, &args.data, args.passages, progress)?;
    print(&evaluation, args.json)
}

fn growth(args: &GrowthArgs, progress: Progress) -> Result<(), PipelineError> {
    match args.models.as_slice() {
        [dir] if args.here => {
            // As the server does.
            engine::return_freed_memory();
            output::print_json(&Cost::of(dir)?)
        }
        dirs => print(&GrowthEvaluation::of(dirs, progress)?, args.json),
    }
}

fn map(args: &MapArgs, progress: Progress) -> Result<(), PipelineError> {
    print(&MapEvaluation::of(&args.models, progress)?, args.json)
}

fn original(args: &OriginalArgs) -> Result<(), PipelineError> {
    let engine = Engine::load(&args.models)?;
    print(&OriginalHints::on(&engine)?, args.json)
}

fn similar(args: &SimilarArgs, progress: Progress) -> Result<(), PipelineError> {
    let options = SimilarOptions {
        models: args.models.clone(),
        playlists: args.playlists.clone(),
        spotifinder: args.spotifinder.clone(),
        seeds: args.seeds,
        ablation: args.ablation,
        split: args.split,
        quick: args.quick,
    };
    print(&SimilarEvaluation::new(&options, progress)?, args.json)
}

fn songs(args: &SongsArgs) -> Result<(), PipelineError> {
    let pairs = args.pairs.as_deref().map_or_else(built_in_pairs, read_pairs)?;
    print(&SongsEvaluation::new(&pairs), args.json)
}

fn print(evaluation: &(impl Serialize + Display), json: bool) -> Result<(), PipelineError> {
    if json {
        output::print_json(evaluation)
    } else {
        output::print(&evaluation.to_string().trim_end())
    }
}
