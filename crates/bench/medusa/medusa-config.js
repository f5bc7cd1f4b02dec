// Medusa as its makers say to run it on one machine: no admin pages, no telemetry, the modules that come with it.
const { defineConfig } = require("@medusajs/framework/utils")

// The two servers are on this machine and nobody signs in: these protect nothing.
const http = { jwtSecret: "bench", cookieSecret: "bench", storeCors: "", adminCors: "", authCors: "" }

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: { databaseUrl: process.env.DATABASE_URL, http },
})
