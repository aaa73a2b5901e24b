use super::graph::{GraphBuilder, int, ints, length};
use super::proto::{
    DataType, DimensionValue, GraphProto, ModelProto, OperatorSetIdProto, StringStringEntryProto,
};
use crate::train::encoder::{Encoder, MIN_LENGTH, TrainedEncoder};
use crate::train::layers::{Bag, Dense};
use crate::train::params::Activation;
use prost::Message;

/// The encoder as an ONNX model (opset 17).
///
/// Inputs are `ids` (int64) and `weights` (float), both `[batch, terms]`, padded with id 0 and weight
/// 0; the output is `code` (float) `[batch, width]`. `batch` and `terms` may differ in each run. The
/// rows of the table are gathered by id, so the wide input row never exists.
///
/// The table of the first layer, nearly all of the file, is stored as 16-bit floats, which keep three
/// digits; sums are computed with 32 bits. Linear layers right after a linear first layer are
/// multiplied into its table: the same embeddings from a smaller file.
pub fn to_onnx(trained: &TrainedEncoder) -> Vec<u8> {
    let encoder = trained.encoder.folded();
    let metadata = [("producer", "earworm"), ("columns", &trained.columns().to_string())].map(
        |(key, value)| StringStringEntryProto { key: key.to_owned(), value: value.to_owned() },
    );
    let model = ModelProto {
        ir_version: 9,
        producer_name: "earworm".to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(encoder_graph(&encoder)),
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: 17 }],
        metadata_props: metadata.to_vec(),
    };
    model.encode_to_vec()
}

fn encoder_graph(encoder: &Encoder) -> GraphProto {
    let mut graph = GraphBuilder::new("encoder");
    graph.input("ids", DataType::Int64, ["batch", "terms"]);
    graph.input("weights", DataType::Float, ["batch", "terms"]);
    let mut value = add_bag(&mut graph, &encoder.bag);
    for (number, layer) in encoder.layers.iter().enumerate() {
        value = add_dense(&mut graph, layer, &value, &format!("layer{}", number + 1));
    }
    if encoder.unit_length {
        value = add_normalisation(&mut graph, &value);
    }
    graph.node("Identity", &[&value], "code", vec![]);
    let batch = DimensionValue::Named("batch".to_owned());
    graph.output("code", [batch, DimensionValue::Fixed(length(encoder.width()))])
}

/// `weights` as `[batch, 1, terms]` times the gathered rows `[batch, terms, width]`.
fn add_bag(graph: &mut GraphBuilder, bag: &Bag) -> String {
    graph.halves("table", &bag.table);
    graph.integer("axis", 1);
    let rows = graph.node("Gather", &["table", "ids"], "rows", vec![int("axis", 0)]);
    let single = vec![int("to", DataType::Float as i64)];
    let rows = graph.node("Cast", &[&rows], "single_rows", single);
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

/// Divides by the length, but at least by [`MIN_LENGTH`].
fn add_normalisation(graph: &mut GraphBuilder, input: &str) -> String {
    let attributes = vec![ints("axes", vec![1]), int("keepdims", 1)];
    let length = graph.node("ReduceL2", &[input], "length", attributes);
    graph.scalar("shortest", MIN_LENGTH);
    let length = graph.node("Max", &[&length, "shortest"], "safe_length", vec![]);
    graph.node("Div", &[input, &length], "unit", vec![])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::{AutoencoderParams, Layer, NetworkInputs, OutputLoss, SparseRows};
    use engine::numeric::{float_from_u32, index32};
    use half::f16;
    use ndarray::Array2;
    use ort::session::Session;
    use ort::value::TensorRef;

    const COLUMNS: u32 = 40;

    fn rows_of_lengths(lengths: &[usize]) -> SparseRows {
        let mut rows = SparseRows::new(COLUMNS as usize);
        for (row, &length) in lengths.iter().enumerate() {
            let ids: Vec<u32> = (0..COLUMNS).rev().take(length).rev().collect();
            let weights: Vec<f32> = ids
                .iter()
                .map(|id| float_from_u32((id * 7 + index32(row)) % 11) / 8.0 - 0.4)
                .collect();
            rows.push(&ids, &weights).expect("valid row");
        }
        rows
    }

    fn trained(params: AutoencoderParams) -> TrainedEncoder {
        let corpus = rows_of_lengths(&[3, 9, 1, 5, 12, 7, 4, 8]);
        let params = AutoencoderParams { batch_size: 4, ..params }.check().expect("valid");
        params.fit(NetworkInputs::Fixed(&corpus), &corpus, &mut |_| {}).expect("converges")
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
        assert_eq!(usize::try_from(shape[0]), Ok(rows.len()));
        let width = values.len() / rows.len();
        Array2::from_shape_vec((rows.len(), width), values.to_vec()).expect("a matrix")
    }

    /// The embeddings that a table of 16-bit floats gives.
    fn with_half_table(trained: &TrainedEncoder, rows: &SparseRows) -> Array2<f32> {
        let mut encoder = trained.encoder.folded();
        encoder.bag.table.mapv_inplace(|weight| f16::from_f32(weight).to_f32());
        encoder.forward(rows).embeddings
    }

    fn check_against_runtime(trained: &TrainedEncoder) {
        let model = to_onnx(trained);
        for lengths in [&[5][..], &[0], &[1], &[40], &[3, 0, 17, 1, 40, 2, 8]] {
            let rows = rows_of_lengths(lengths);
            let expected = with_half_table(trained, &rows);
            let found = run(&model, &rows);
            assert_eq!(found.dim(), (lengths.len(), trained.width()));
            let largest = (&found - &expected).iter().fold(0_f32, |most, d| most.max(d.abs()));
            assert!(largest <= 1e-5, "{lengths:?}: {largest}");
        }
    }

    #[test]
    fn the_earworm_encoder_runs_in_onnx_runtime() {
        check_against_runtime(&trained(AutoencoderParams::earworm(3, 1)));
    }

    #[test]
    fn the_spotifinder_encoder_runs_in_onnx_runtime() {
        let params = AutoencoderParams::spotifinder(1, 1);
        let trained = trained(AutoencoderParams { learning_rate: 1e-3, ..params });
        check_against_runtime(&trained);
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
            output: OutputLoss::SquaredError,
            unit_length: false,
            ..AutoencoderParams::earworm(2, 3)
        };
        check_against_runtime(&trained(params));
    }

    #[test]
    fn half_precision_changes_embeddings_little() {
        let trained = trained(AutoencoderParams::earworm(3, 1));
        let rows = rows_of_lengths(&[3, 0, 17, 1, 40]);
        let exact = trained.encode(&rows).expect("same columns");
        let halved = with_half_table(&trained, &rows);
        assert!((&halved - &exact).iter().all(|difference| difference.abs() < 5e-3));
    }

    #[test]
    fn the_model_names_its_producer() {
        let model = to_onnx(&trained(AutoencoderParams::earworm(1, 1)));
        let model = ModelProto::decode(model.as_slice()).expect("a model");
        let columns = model.metadata_props.iter().find(|entry| entry.key == "columns");
        assert_eq!(model.producer_name, "earworm");
        assert_eq!(columns.map(|entry| entry.value.as_str()), Some("40"));
    }
}
