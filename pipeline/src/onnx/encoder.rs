use super::graph::{GraphBuilder, int, ints, length};
use super::proto::{
    DataType, DimensionValue, GraphProto, ModelProto, OperatorSetIdProto, StringStringEntryProto,
};
use crate::train::layers::{Bag, Dense};
use crate::train::network::{Encoder, SHORTEST_CODE};
use crate::train::{Activation, TrainedAutoencoder};
use prost::Message;

/// How the table of the first layer, nearly all of an encoder's size, is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TablePrecision {
    /// 32 bits a number.
    #[default]
    Single,
    /// 16 bits a number, which keeps three digits and halves the file; sums are still made with
    /// 32 bits.
    Half,
}

/// The encoder as an ONNX model (opset 17).
///
/// Inputs are `ids` (int64) and `weights` (float), both `[batch, terms]`, padded with id 0 and
/// weight 0; the output is `code` (float) `[batch, width]`. Each run decides `batch` and `terms`.
/// The table's rows are gathered by id, so that the wide input row never exists.
///
/// Linear layers right after a linear first layer are multiplied into its table, which gives the
/// same codes in a smaller file.
pub fn export_encoder(trained: &TrainedAutoencoder) -> Vec<u8> {
    export_encoder_as(trained, TablePrecision::default())
}

/// Like [`export_encoder`], with a choice of how the table is stored.
pub fn export_encoder_as(trained: &TrainedAutoencoder, precision: TablePrecision) -> Vec<u8> {
    let encoder = trained.encoder.folded();
    let metadata = [("producer", "earworm"), ("columns", &trained.columns().to_string())].map(
        |(key, value)| StringStringEntryProto { key: key.to_owned(), value: value.to_owned() },
    );
    let model = ModelProto {
        ir_version: 9,
        producer_name: "earworm".to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(encoder_graph(&encoder, precision)),
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: 17 }],
        metadata_props: metadata.to_vec(),
    };
    model.encode_to_vec()
}

fn encoder_graph(encoder: &Encoder, precision: TablePrecision) -> GraphProto {
    let mut graph = GraphBuilder::new("encoder");
    graph.input("ids", DataType::Int64, ["batch", "terms"]);
    graph.input("weights", DataType::Float, ["batch", "terms"]);
    let mut value = add_bag(&mut graph, &encoder.bag, precision);
    for (number, layer) in encoder.layers.iter().enumerate() {
        value = add_dense(&mut graph, layer, &value, &format!("layer{}", number + 1));
    }
    if encoder.normalise {
        value = add_normalisation(&mut graph, &value);
    }
    graph.node("Identity", &[&value], "code", vec![]);
    let batch = DimensionValue::Named("batch".to_owned());
    graph.output("code", [batch, DimensionValue::Fixed(length(encoder.width()))])
}

/// `weights` as `[batch, 1, terms]` times the gathered rows `[batch, terms, width]`.
fn add_bag(graph: &mut GraphBuilder, bag: &Bag, precision: TablePrecision) -> String {
    match precision {
        TablePrecision::Single => graph.floats("table", &bag.table),
        TablePrecision::Half => graph.halves("table", &bag.table),
    }
    graph.integer("axis", 1);
    let mut rows = graph.node("Gather", &["table", "ids"], "rows", vec![int("axis", 0)]);
    if precision == TablePrecision::Half {
        let single = vec![int("to", DataType::Float as i64)];
        rows = graph.node("Cast", &[&rows], "single_rows", single);
    }
    let weights = graph.node("Unsqueeze", &["weights", "axis"], "weights_row", vec![]);
    let sums = graph.node("MatMul", &[&weights, &rows], "sum_row", vec![]);
    let sums = graph.node("Squeeze", &[&sums, "axis"], "sum", vec![]);
    graph.floats("bag.bias", &bag.bias);
    let shifted = graph.node("Add", &[&sums, "bag.bias"], "bag.shifted", vec![]);
    add_activation(graph, bag.activation, shifted, "bag")
}

fn add_dense(graph: &mut GraphBuilder, layer: &Dense, input: &str, name: &str) -> String {
    let [weights, bias] = ["weights", "bias"].map(|part| format!("{name}.{part}"));
    graph.floats(&weights, &layer.weights);
    graph.floats(&bias, &layer.bias);
    let product = graph.node("MatMul", &[input, &weights], &format!("{name}.product"), vec![]);
    let shifted = graph.node("Add", &[&product, &bias], &format!("{name}.shifted"), vec![]);
    add_activation(graph, layer.activation, shifted, name)
}

fn add_activation(
    graph: &mut GraphBuilder,
    activation: Activation,
    input: String,
    name: &str,
) -> String {
    let op_type = match activation {
        Activation::Linear => return input,
        Activation::Relu => "Relu",
        Activation::Sigmoid => "Sigmoid",
    };
    graph.node(op_type, &[&input], name, vec![])
}

/// Divides by the length, or by [`SHORTEST_CODE`] if that is more.
fn add_normalisation(graph: &mut GraphBuilder, input: &str) -> String {
    let attributes = vec![ints("axes", vec![1]), int("keepdims", 1)];
    let length = graph.node("ReduceL2", &[input], "length", attributes);
    graph.scalar("shortest", SHORTEST_CODE);
    let length = graph.node("Max", &[&length, "shortest"], "safe_length", vec![]);
    graph.node("Div", &[input, &length], "unit", vec![])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::{AutoencoderParams, Inputs, Layer, OutputLoss, SparseRows};
    use ndarray::Array2;
    use ort::session::Session;
    use ort::value::TensorRef;

    const COLUMNS: u32 = 40;

    fn rows_of_lengths(lengths: &[usize]) -> SparseRows {
        let mut rows = SparseRows::new(COLUMNS as usize);
        for (row, &length) in lengths.iter().enumerate() {
            let ids: Vec<u32> = (0..COLUMNS).rev().take(length).rev().collect();
            let weights: Vec<f32> =
                ids.iter().map(|id| ((id * 7 + row as u32) % 11) as f32 / 8.0 - 0.4).collect();
            rows.push(&ids, &weights).expect("valid row");
        }
        rows
    }

    fn trained(params: AutoencoderParams) -> TrainedAutoencoder {
        let corpus = rows_of_lengths(&[3, 9, 1, 5, 12, 7, 4, 8]);
        let params = AutoencoderParams { batch_size: 4, ..params }.check().expect("valid");
        params.fit(Inputs::Fixed(&corpus), &corpus, &mut |_| {}).expect("converges")
    }

    fn layer(width: usize, activation: Activation) -> Layer {
        Layer { width, activation }
    }

    fn run(model: &[u8], rows: &SparseRows) -> Array2<f32> {
        let runtime = engine::onnx_runtime().expect("run `cargo xtask setup`");
        let mut builder = Session::builder(runtime).expect("a builder");
        let mut session = builder.commit_from_memory(model).expect("a valid model");
        let terms = rows.iter().map(|row| row.ids.len()).max().unwrap_or(0);
        let mut ids = vec![0_i64; rows.len() * terms];
        let mut weights = vec![0_f32; rows.len() * terms];
        for (row, entries) in rows.iter().enumerate() {
            for (at, (id, weight)) in entries.iter().enumerate() {
                ids[row * terms + at] = i64::from(id);
                weights[row * terms + at] = weight;
            }
        }
        let shape = [rows.len(), terms];
        let inputs = ort::inputs![
            "ids" => TensorRef::from_array_view((shape, ids.as_slice())).expect("ids"),
            "weights" => TensorRef::from_array_view((shape, weights.as_slice())).expect("weights"),
        ];
        let outputs = session.run(inputs).expect("a run");
        let (shape, values) = outputs["code"].try_extract_tensor::<f32>().expect("floats");
        assert_eq!(shape[0] as usize, rows.len());
        Array2::from_shape_vec((rows.len(), shape[1] as usize), values.to_vec()).expect("a matrix")
    }

    fn check_against_runtime(trained: &TrainedAutoencoder, precision: TablePrecision, within: f32) {
        let model = export_encoder_as(trained, precision);
        for lengths in [&[5][..], &[0], &[1], &[40], &[3, 0, 17, 1, 40, 2, 8]] {
            let rows = rows_of_lengths(lengths);
            let expected = trained.encode(&rows).expect("same columns");
            let found = run(&model, &rows);
            assert_eq!(found.dim(), (lengths.len(), trained.width()));
            let largest = (&found - &expected).iter().fold(0_f32, |most, d| most.max(d.abs()));
            assert!(largest <= within, "{lengths:?}: {largest}");
        }
    }

    #[test]
    fn the_earworm_encoder_runs_in_onnx_runtime() {
        let trained = trained(AutoencoderParams::earworm(2, 3, 1));
        check_against_runtime(&trained, TablePrecision::Single, 1e-5);
        check_against_runtime(&trained, TablePrecision::Half, 5e-3);
    }

    #[test]
    fn the_spotifinder_encoder_runs_in_onnx_runtime() {
        let params = AutoencoderParams::spotifinder(1, 1);
        let trained = trained(AutoencoderParams { learning_rate: 1e-3, ..params });
        check_against_runtime(&trained, TablePrecision::Single, 1e-5);
        assert_eq!(trained.encoder.folded().layers.len(), 0);
    }

    #[test]
    fn every_activation_runs_in_onnx_runtime() {
        let encoder = vec![
            layer(9, Activation::Linear),
            layer(7, Activation::Sigmoid),
            layer(6, Activation::Relu),
            layer(5, Activation::Linear),
        ];
        let params = AutoencoderParams {
            encoder,
            output: OutputLoss::Mse,
            normalise_code: false,
            ..AutoencoderParams::earworm(0, 2, 3)
        };
        check_against_runtime(&trained(params), TablePrecision::Single, 1e-5);
    }

    #[test]
    fn half_precision_halves_the_file() {
        let trained = trained(AutoencoderParams::earworm(0, 1, 1));
        let size = |precision| export_encoder_as(&trained, precision).len();
        let saved = size(TablePrecision::Single) - size(TablePrecision::Half);
        assert!(saved.abs_diff(2 * trained.encoder.bag.table.len()) < 100, "{saved}");
    }

    #[test]
    fn the_model_says_who_made_it() {
        let model = export_encoder(&trained(AutoencoderParams::earworm(0, 1, 1)));
        let model = ModelProto::decode(model.as_slice()).expect("a model");
        let columns = model.metadata_props.iter().find(|entry| entry.key == "columns");
        assert_eq!(model.producer_name, "earworm");
        assert_eq!(columns.map(|entry| entry.value.as_str()), Some("40"));
    }
}
