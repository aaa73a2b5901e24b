use super::{describe, find, path, similar};
use crate::build_info::VERSION;
use crate::problem::shown;
use crate::{AppState, Problem};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData,
    Implementation, JsonObject, ListToolsResult, PaginatedRequestParams, ServerCapabilities,
    ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use serde_json::Value;
use std::sync::LazyLock;

/// The tools over the models that a server has.
#[derive(Clone)]
pub(super) struct Tools(AppState);

static TOOLS: LazyLock<[Tool; 4]> =
    LazyLock::new(|| [find::tool(), similar::tool(), path::tool(), describe::tool()]);

const INSTRUCTIONS: &str = "Earworm knows the songs of one catalogue and nothing else. Start with \
    find: it turns what somebody remembers of a song into track ids, which the other tools take. Then \
    similar recommends songs, path leads from one song to another, and describe tells about a track. \
    Answers are JSON; an error says what to change.";

impl Tools {
    pub(super) fn new(state: AppState) -> Self {
        Self(state)
    }

    /// The answer of a tool; none if there is no such tool.
    async fn call(&self, tool: &str, arguments: JsonObject) -> Option<Result<Value, Problem>> {
        Some(match tool {
            "find" => find::call(&self.0, arguments).await,
            "similar" => similar::call(&self.0, arguments).await,
            "path" => path::call(&self.0, arguments).await,
            "describe" => describe::call(&self.0, arguments).await,
            _ => return None,
        })
    }
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let earworm = Implementation::new("earworm", VERSION).with_title("Earworm");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(earworm)
            .with_instructions(INSTRUCTIONS)
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        TOOLS.iter().find(|tool| tool.name == name).cloned()
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.to_vec()))
    }

    // What an agent can correct is the result of a tool: errors of the protocol are not shown to it.
    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let answer = self.call(&request.name, request.arguments.unwrap_or_default()).await;
        let result = match answer.ok_or_else(|| unknown_tool(&request.name))? {
            Ok(answer) => CallToolResult::structured(answer),
            Err(problem) => CallToolResult::error(vec![ContentBlock::text(problem.message())]),
        };
        Ok(result.into())
    }
}

fn unknown_tool(name: &str) -> ErrorData {
    let name = shown(name);
    let known: Vec<&str> = TOOLS.iter().map(|tool| tool.name.as_ref()).collect();
    let detail = format!("there is no tool {name}: the tools are {}", known.join(", "));
    ErrorData::invalid_params(detail, None)
}
