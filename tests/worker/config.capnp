# The Worker of this folder. workerd chooses a free port.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);

const worker :Workerd.Worker = (
  modules = [
    (name = "tests/worker/worker.js", esModule = embed "worker.js"),
    (name = "wasm/dist/workerd.mjs", esModule = embed "../../wasm/dist/workerd.mjs"),
    (name = "wasm/dist/mcpx.wasm", wasm = embed "../../wasm/dist/mcpx.wasm")
  ],
  compatibilityDate = "2025-01-01"
);
