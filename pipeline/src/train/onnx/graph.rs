use super::proto::{
    AttributeProto, AttributeType, DataType, Dimension, DimensionValue, GraphProto, NodeProto,
    TensorProto, TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto,
};
use half::f16;
use ndarray::Array2;

/// Builds a graph node by node; values are identified by name.
#[derive(Debug)]
pub(super) struct GraphBuilder {
    graph: GraphProto,
}

impl GraphBuilder {
    pub(super) fn new(name: &str) -> Self {
        Self { graph: GraphProto { name: name.to_owned(), ..GraphProto::default() } }
    }

    /// Declares an input whose axes may differ in each run.
    pub(super) fn input(&mut self, name: &str, data: DataType, axes: [&str; 2]) {
        let shape = axes.map(|axis| DimensionValue::Named(axis.to_owned()));
        self.graph.input.push(value_info(name, data, shape));
    }

    /// Declares the output and finishes.
    pub(super) fn output(mut self, name: &str, shape: [DimensionValue; 2]) -> GraphProto {
        self.graph.output.push(value_info(name, DataType::Float, shape));
        self.graph
    }

    /// Adds an operation whose output has the given name.
    pub(super) fn node(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        output: &str,
        attribute: Vec<AttributeProto>,
    ) -> String {
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|&input| input.to_owned()).collect(),
            output: vec![output.to_owned()],
            name: output.to_owned(),
            op_type: op_type.to_owned(),
            attribute,
        });
        output.to_owned()
    }

    pub(super) fn floats(&mut self, name: &str, matrix: &Array2<f32>) {
        let bytes = matrix.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensor(name, &[matrix.nrows(), matrix.ncols()], DataType::Float, bytes);
    }

    pub(super) fn halves(&mut self, name: &str, matrix: &Array2<f32>) {
        let bytes = matrix.iter().flat_map(|&value| f16::from_f32(value).to_le_bytes()).collect();
        self.tensor(name, &[matrix.nrows(), matrix.ncols()], DataType::Float16, bytes);
    }

    pub(super) fn scalar(&mut self, name: &str, value: f32) {
        self.tensor(name, &[], DataType::Float, value.to_le_bytes().to_vec());
    }

    pub(super) fn integer(&mut self, name: &str, value: i64) {
        self.tensor(name, &[1], DataType::Int64, value.to_le_bytes().to_vec());
    }

    fn tensor(&mut self, name: &str, dims: &[usize], data_type: DataType, raw_data: Vec<u8>) {
        self.graph.initializer.push(TensorProto {
            dims: dims.iter().map(|&dim| length(dim)).collect(),
            data_type: data_type.into(),
            name: name.to_owned(),
            raw_data,
        });
    }
}

/// A number of elements, as ONNX writes it.
pub(super) fn length(elements: usize) -> i64 {
    i64::try_from(elements).unwrap_or(i64::MAX)
}

pub(super) fn int(name: &str, value: i64) -> AttributeProto {
    let r#type = AttributeType::Int.into();
    AttributeProto { name: name.to_owned(), i: Some(value), r#type, ..AttributeProto::default() }
}

pub(super) fn ints(name: &str, ints: Vec<i64>) -> AttributeProto {
    let r#type = AttributeType::Ints.into();
    AttributeProto { name: name.to_owned(), ints, r#type, ..AttributeProto::default() }
}

fn value_info(name: &str, data: DataType, shape: [DimensionValue; 2]) -> ValueInfoProto {
    let dim = shape.into_iter().map(|value| Dimension { value: Some(value) }).collect();
    let shape = Some(TensorShapeProto { dim });
    let tensor_type = Some(TensorTypeProto { elem_type: data.into(), shape });
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { tensor_type }) }
}
