// Fills a fresh Medusa with what placing an order takes: one region, one sales channel, one place with stock of every
// product, one way to ship, one key. Run by `medusa exec ./seed.js PRODUCTS FILE`; what the bench must know goes to FILE.
const { writeFileSync } = require("node:fs")
const { ContainerRegistrationKeys, Modules } = require("@medusajs/framework/utils")
const flows = require("@medusajs/medusa/core-flows")

const PRODUCTS_A_CALL = 100
const UNITS = 1_000_000_000

module.exports.default = async function seed({ container, args: [products, file] }) {
  const run = async (flow, input) => (await flow(container).run({ input })).result
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const fulfillment = container.resolve(Modules.FULFILLMENT)

  const [channel] = await run(flows.createSalesChannelsWorkflow, { salesChannelsData: [{ name: "web" }] })
  const [region] = await run(flows.createRegionsWorkflow, {
    regions: [{ name: "Europe", currency_code: "eur", countries: ["nl"], payment_providers: ["pp_system_default"], automatic_taxes: false }],
  })
  const [place] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: "Store", address: { address_1: "Street 1", city: "Amsterdam", country_code: "nl" } }],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: place.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: place.id, add: [channel.id] })
  const [profile] = await run(flows.createShippingProfilesWorkflow, { data: [{ name: "Standard", type: "default" }] })
  const set = await fulfillment.createFulfillmentSets({
    name: "Shipping",
    type: "shipping",
    service_zones: [{ name: "Netherlands", geo_zones: [{ country_code: "nl", type: "country" }] }],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: place.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  })
  const [option] = await run(flows.createShippingOptionsWorkflow, [{
    name: "Standard",
    price_type: "flat",
    provider_id: "manual_manual",
    service_zone_id: set.service_zones[0].id,
    shipping_profile_id: profile.id,
    type: { label: "Standard", description: "Within days", code: "standard" },
    prices: [{ currency_code: "eur", amount: 5 }],
    rules: [
      { attribute: "enabled_in_store", value: "true", operator: "eq" },
      { attribute: "is_return", value: "false", operator: "eq" },
    ],
  }])
  const [key] = await run(flows.createApiKeysWorkflow, {
    api_keys: [{ title: "bench", type: "publishable", created_by: "" }],
  })
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] })

  const variants = []
  for (let from = 0; from < Number(products); from += PRODUCTS_A_CALL) {
    const count = Math.min(PRODUCTS_A_CALL, Number(products) - from)
    const made = await run(flows.createProductsWorkflow, {
      products: Array.from({ length: count }, (_, at) => product(from + at, channel.id, profile.id)),
    })
    variants.push(...made.map((product) => product.variants[0].id))
  }
  const inventory = container.resolve(Modules.INVENTORY)
  const items = await inventory.listInventoryItems({}, { select: ["id"], take: null })
  await run(flows.createInventoryLevelsWorkflow, {
    inventory_levels: items.map((item) => ({ location_id: place.id, stocked_quantity: UNITS, inventory_item_id: item.id })),
  })
  writeFileSync(file, JSON.stringify({ key: key.token, region: region.id, channel: channel.id, option: option.id, variants }))
}

function product(number, channel, profile) {
  const name = String(number).padStart(5, "0")
  return {
    title: `Item ${name}`,
    handle: `item-${name}`,
    status: "published",
    shipping_profile_id: profile,
    sales_channels: [{ id: channel }],
    options: [{ title: "Size", values: ["One"] }],
    variants: [{
      title: "One",
      sku: `item-${name}`,
      options: { Size: "One" },
      manage_inventory: true,
      prices: [{ currency_code: "eur", amount: 12.99 }],
    }],
  }
}
