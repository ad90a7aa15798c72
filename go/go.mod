module github.com/smart-mcp-proxy/mcpx/go

go 1.22.0
