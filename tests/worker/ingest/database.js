// database.js: a D1 database on this machine. It has the HTTP interface that workerd's own D1 binding speaks, in front
// of the SQLite of workerd, on which D1 is built.
import { DurableObject } from 'cloudflare:workers'

export class Database extends DurableObject {
  run({ sql, params = [] }) {
    const values = params.map((value) => (Array.isArray(value) ? new Uint8Array(value) : value))
    const cursor = this.ctx.storage.sql.exec(sql, ...values)
    const rows = [...cursor.raw()]
    const [[changes]] = this.ctx.storage.sql.exec('SELECT changes()').raw()
    return {
      success: true,
      results: { columns: cursor.columnNames, rows },
      meta: { duration: 0, changes, rows_read: cursor.rowsRead, rows_written: cursor.rowsWritten }
    }
  }

  // A request is one transaction.
  async fetch(request) {
    const body = await request.json()
    const queries = [body].flat()
    try {
      const results = this.ctx.storage.transactionSync(() => queries.map((query) => this.run(query)))
      return Response.json(Array.isArray(body) ? results : results[0])
    } catch (error) {
      return Response.json({ success: false, error: error.message })
    }
  }
}

export default {
  fetch(request, { DATABASE }) {
    return DATABASE.get(DATABASE.idFromName('main')).fetch(request)
  }
}
