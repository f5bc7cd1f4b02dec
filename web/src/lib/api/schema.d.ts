// @generated from openapi.json by `npm run generate`; not to be edited by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives. */
        get: operations["get_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the Prometheus text format. */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can be worked with: the log has been read, and there is room to write. */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The types of signals, and where their schemas are. */
        get: operations["get_schemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The JSON Schema of a signal's data. */
        get: operations["get_schemas_type"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the engine decided to do, newest first. */
        get: operations["get_v1_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be promised of items at sites on a channel. `item` and `site` may be repeated; without `site`, everywhere the item ever was. */
        get: operations["get_v1_availability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/availability:query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What may be promised of up to 10,000 pairs. */
        post: operations["post_v1_availability_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/baskets:price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Price a basket: which promotion and which tax does what to which line, now or at any time in the past. */
        post: operations["post_v1_baskets_price"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers:batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register or change up to 1,000 customers, each answered on its own. */
        post: operations["post_v1_customers_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers:find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find customers by e-mail address, telephone number or loyalty card. Several may have the same. */
        post: operations["post_v1_customers_find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a customer; an alias shows the customer who goes on. What is personal is shown to those who may see it. */
        get: operations["get_v1_customers_customer"];
        /** Register a customer, or change what is known, as a whole. */
        put: operations["put_v1_customers_customer"];
        post?: never;
        /**
         * Forget a person: the keys of the customer and of all aliases are destroyed, and all that was sealed under them opens no
         *     more, here and in any copy of the log. It is logged first, so that nothing new is kept meanwhile.
         */
        delete: operations["delete_v1_customers_customer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the talks of the service team with a customer, the newest first. */
        get: operations["get_v1_customers_customer_contacts"];
        put?: never;
        /** Keep what the service team talked about with a customer. */
        post: operations["post_v1_customers_customer_contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Two customers are one: the first becomes an alias of the second, and its points, receipts and orders go along. */
        post: operations["post_v1_customers_customer_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a customer: signals, receipts, orders, returns, payments, points, talks. */
        get: operations["get_v1_customers_customer_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a customer's points. */
        get: operations["get_v1_customers_customer_wallet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deliveries that were given up. */
        get: operations["get_v1_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/{webhook}/{position}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a delivery again that was given up. */
        post: operations["post_v1_dead_letters_webhook_position_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long it takes from each signal to each action, since the start and in the last minute. */
        get: operations["get_v1_delays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delivery-offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the ways of delivery that shoppers are offered. */
        get: operations["get_v1_delivery_offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delivery-offers/{offer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Offer shoppers a way of delivery. */
        put: operations["put_v1_delivery_offers_offer"];
        post?: never;
        /** Offer a way of delivery no more. */
        delete: operations["delete_v1_delivery_offers_offer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow what happens: server-sent events, each a CloudEvent. Without `after`, from now on. */
        get: operations["get_v1_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gift-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a gift card. To be able to ask again after an answer got lost, name the card, ask for one that is not active, and
         *     activate it: a card that is not active is worth nothing.
         */
        post: operations["post_v1_gift_cards"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gift-cards:balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read what a gift card holds, by its code. */
        post: operations["post_v1_gift_cards_balance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gift-cards/{card}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a gift card by its number. */
        get: operations["get_v1_gift_cards_card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gift-cards/{card}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a gift card be spent: it was paid for. */
        post: operations["post_v1_gift_cards_card_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List holds, newest first. Resolved ones only as long as they are remembered. */
        get: operations["get_v1_holds"];
        put?: never;
        /** Place a hold: all lines or none. */
        post: operations["post_v1_holds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds:batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place up to 1,000 holds, each answered on its own. */
        post: operations["post_v1_holds_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a hold. */
        get: operations["get_v1_holds_hold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a hold stand for so long from now. */
        post: operations["post_v1_holds_hold_extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/fulfil": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The goods of an allocation left for the customer. */
        post: operations["post_v1_holds_hold_fulfil"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what a hold promises, or part of it; the rest is given back. */
        post: operations["post_v1_holds_hold_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The goods of an allocation are free again. */
        post: operations["post_v1_holds_hold_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{hold}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a hold back. */
        post: operations["post_v1_holds_hold_void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List items, or search them by a part of number, GTIN, name or brand. */
        get: operations["get_v1_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items:batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add or change up to 10,000 items, all or none. */
        post: operations["post_v1_items_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an item, by its number or a GTIN. */
        get: operations["get_v1_items_item"];
        /** Add or change an item. */
        put: operations["put_v1_items_item"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys, without their secrets. */
        get: operations["get_v1_keys"];
        put?: never;
        /** Make an API key. */
        post: operations["post_v1_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, from now on. */
        delete: operations["delete_v1_keys_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/loyalty/programme": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how points are earned and what they are worth. */
        get: operations["get_v1_loyalty_programme"];
        /** Say how points are earned and what they are worth, from now on. */
        put: operations["put_v1_loyalty_programme"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I: the role of this key, where it counts, and what time it is at the engine. */
        get: operations["get_v1_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/order-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long each step of an order may take. */
        get: operations["get_v1_order_limits"];
        /** Set how long each step may take. What has begun keeps its limit. */
        put: operations["put_v1_order_limits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List orders, newest first. */
        get: operations["get_v1_orders"];
        put?: never;
        /**
         * Place an order: priced, held, paid and routed, or not at all.
         * @description 201 once it is confirmed; 202 while the payment has not answered within `wait_ms`; 402 where it was declined.
         */
        post: operations["post_v1_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders:batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place up to 1,000 orders, each answered on its own. */
        post: operations["post_v1_orders_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an order: how far it has got, why these sites serve it, and all that happened. */
        get: operations["get_v1_orders_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel part or all of an order, as long as it has not left. */
        post: operations["post_v1_orders_order_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a fulfilment on. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the shopper is there: at the counter, or in the car. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_arrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the carrier has brought them. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_deliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/hand_over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give picked goods to the shopper, against the pickup code. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_hand_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/pick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what was taken off the shelf. What was not found goes to another site, or off the order. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_pick"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/put_back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that goods of a cancelled line are back in their place. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_put_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the site cannot serve part or all of it: another is asked at once. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let another site serve what is parked, by the rules as they are now. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give picked goods to a carrier. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/fulfilments/{fulfilment}/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say where picked goods lie ready. */
        post: operations["post_v1_orders_order_fulfilments_fulfilment_stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give money back beside any return. */
        post: operations["post_v1_orders_order_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a payment: what was authorised, taken and given back, and what the provider still has to answer. */
        get: operations["get_v1_payments_payment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/test-provider/book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the book of the payment provider for tests, to hold it beside the engine's own. */
        get: operations["get_v1_payments_test_provider_book"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/webhooks/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in what a payment provider tells, once its signature is right. The same event has one effect; one that nobody
         *     waits for is taken and ignored, for a provider sends again what is not taken.
         */
        post: operations["post_v1_payments_webhooks_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All policies, with how often each was followed and how soon; and the pillars. */
        get: operations["get_v1_policies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{policy}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a policy in force, or out of it. What it answered before still stands. */
        put: operations["put_v1_policies_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List price lists. */
        get: operations["get_v1_price_lists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-lists/{list}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a price list. */
        get: operations["get_v1_price_lists_list"];
        /** Add or change a price list; its prices stay. */
        put: operations["put_v1_price_lists_list"];
        post?: never;
        /** Take a price list away, with its prices. What was priced by it before can still be priced again as of then. */
        delete: operations["delete_v1_price_lists_list"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-lists/{list}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the prices of a list by item: what counts now, and what will begin to count. */
        get: operations["get_v1_price_lists_list_prices"];
        put?: never;
        /** Set up to 10,000 prices of a list, all or none. */
        post: operations["post_v1_price_lists_list_prices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises:query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** When and how a basket can be had: each way with its date, how sure that is, and why; and the ways that do not exist. */
        post: operations["post_v1_promises_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List promotions that were not ended. */
        get: operations["get_v1_promotions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions/{promotion}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a promotion, with how often it was given. */
        get: operations["get_v1_promotions_promotion"];
        /** Add or change a promotion. What was given before stays, and counts against its limits. */
        put: operations["put_v1_promotions_promotion"];
        post?: never;
        /** End a promotion. What was priced with it before can still be priced again as of then. */
        delete: operations["delete_v1_promotions_promotion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest receipts of a customer, by the customer's number or by the loyalty card. */
        get: operations["get_v1_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{sale}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a receipt, and what of it can still come back. */
        get: operations["get_v1_receipts_sale"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List regions. */
        get: operations["get_v1_regions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regions/{region}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a region. */
        get: operations["get_v1_regions_region"];
        /** Add or change a region. */
        put: operations["put_v1_regions_region"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List returns, newest first by their own time. */
        get: operations["get_v1_returns"];
        put?: never;
        /**
         * Take goods back: of an order, of a receipt, or with neither; anywhere.
         * @description The goods stand at the site at once, in the condition that goes with their disposition, and the money is on its way
         *     back: never more of it than was taken. Goods that are taken instead are held in the same decision.
         */
        post: operations["post_v1_returns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{return}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a return. */
        get: operations["get_v1_returns_return"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{return}/dispose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what becomes of goods that came back. What leaves the site leaves it now. */
        post: operations["post_v1_returns_return_dispose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{return}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send money on its way that a provider has declined to give back. */
        post: operations["post_v1_returns_return_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what may come back and how. */
        get: operations["get_v1_returns_rules"];
        /** Say what may come back and how, as a whole. */
        put: operations["put_v1_returns_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routes:preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Route a basket without placing anything. */
        post: operations["post_v1_routes_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routes:replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Route past orders again and compare.
         * @description Takes the orders placed in the window that stand (paid, not cancelled) and of which something is sent, the oldest 1,000
         *     at most. They are routed in the order in which they were placed, each at its own time, against the stock as it is now
         *     with what these orders took given back; each takes its units and its sites' hours before the next one comes. So what
         *     differs under the rules that are tried differs by the rules alone; but what was received, sold or counted since the
         *     orders were placed is counted as it stands now, and hours are taken by the replayed orders only.
         */
        post: operations["post_v1_routes_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/carriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List carriers. */
        get: operations["get_v1_routing_carriers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/carriers/{carrier}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a carrier. */
        get: operations["get_v1_routing_carriers_carrier"];
        /** Add or change a carrier. */
        put: operations["put_v1_routing_carriers_carrier"];
        post?: never;
        /** Take a carrier away. */
        delete: operations["delete_v1_routing_carriers_carrier"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List routing rules. */
        get: operations["get_v1_routing_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/rules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read routing rules. */
        get: operations["get_v1_routing_rules_name"];
        /** Add or change routing rules. */
        put: operations["put_v1_routing_rules_name"];
        post?: never;
        /** Take routing rules away. */
        delete: operations["delete_v1_routing_rules_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was said of sites. */
        get: operations["get_v1_routing_sites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/sites/{site}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how a site serves orders. */
        get: operations["get_v1_routing_sites_site"];
        /** Say how a site serves orders. */
        put: operations["put_v1_routing_sites_site"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in a sale that already happened. Never refused for want of stock; the same as the signal `retail.sale.completed`. */
        post: operations["post_v1_sales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find items by words in their name, brand or categories. Every word must be found, whatever its case. */
        get: operations["get_v1_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell of a shipment that left; the same as the signal `retail.shipment.dispatched`. */
        post: operations["post_v1_shipments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a shipment. */
        get: operations["get_v1_shipments_shipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipment}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what arrived of a shipment; the same as the signal `retail.shipment.received`. */
        post: operations["post_v1_shipments_shipment_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shop/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I: the shopper of this session. */
        get: operations["get_v1_shop_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shop/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a session as a shopper. It takes no key. */
        post: operations["post_v1_shop_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in signals. Each event is judged on its own; a repeated source and id has no second effect. */
        post: operations["post_v1_signals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sites. */
        get: operations["get_v1_sites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites:batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add or change up to 10,000 sites, all or none. */
        post: operations["post_v1_sites_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites/{site}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a site. */
        get: operations["get_v1_sites_site"];
        /** Add or change a site. */
        put: operations["put_v1_sites_site"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the engine is. */
        get: operations["get_v1_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count stock; differences to the book go to or come from `shrink`. */
        post: operations["post_v1_stock_counts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The moves behind a number, newest first. */
        get: operations["get_v1_stock_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move stock between accounts, all or nothing. */
        post: operations["post_v1_stock_moves"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stock rules. */
        get: operations["get_v1_stock_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/rules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or change a stock rule. The most specific rule that says something wins: item before category, then site, then channel. */
        put: operations["put_v1_stock_rules_name"];
        post?: never;
        /** Take a stock rule away. */
        delete: operations["delete_v1_stock_rules_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supply-orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what is still to come of a purchase order. */
        get: operations["get_v1_supply_orders_order"];
        /** Say what supply is expected: a purchase order, set as a whole. */
        put: operations["put_v1_supply_orders_order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What associates of a site are to do, the most urgent first. */
        get: operations["get_v1_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{task}/cannot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a task cannot be done: another site is asked at once. */
        post: operations["post_v1_tasks_task_cannot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{task}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a task on, so that two do not walk for the same goods. */
        post: operations["post_v1_tasks_task_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{task}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a task is done. */
        post: operations["post_v1_tasks_task_done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List taxes. */
        get: operations["get_v1_taxes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taxes/{tax}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a tax, as it was set last. */
        get: operations["get_v1_taxes_tax"];
        /** Add or change a tax. One that begins later leaves what counts until then as it is. */
        put: operations["put_v1_taxes_tax"];
        post?: never;
        /** Raise a tax no more. What was priced with it before can still be priced again as of then. */
        delete: operations["delete_v1_taxes_tax"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest traces. */
        get: operations["get_v1_traces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/traces/{trace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chain from a signal to the last action, with the delay of each step. */
        get: operations["get_v1_traces_trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Walks through a site, each for several orders, zone by zone; the most urgent first. */
        get: operations["get_v1_waves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks. */
        get: operations["get_v1_webhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tell an address of actions from now on, signed the Standard Webhooks way. */
        put: operations["put_v1_webhooks_webhook"];
        post?: never;
        /** Tell an address no more. */
        delete: operations["delete_v1_webhooks_webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One side of a movement. Over all accounts the units of an item add up to zero. */
        Account: {
            /**
             * @description The condition; sellable where it is not said.
             * @default sellable
             */
            condition?: components["schemas"]["Condition"];
            /** @description The site. */
            site: components["schemas"]["SiteId"];
            /** @description The zone; without one the site as a whole. */
            zone?: components["schemas"]["ZoneId"];
        } | {
            /** @description The shipment. */
            shipment: components["schemas"]["ShipmentId"];
        } | {
            /** @description Which part of it. */
            outside: components["schemas"]["Outside"];
        };
        /** @description Something that leaves the engine: to a channel, an associate, a webhook. */
        Action: {
            /** @enum {string} */
            action: "sold_out";
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "back_in_stock";
            /**
             * Format: int64
             * @description How much.
             */
            available: number;
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "stock_low";
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description What the book says is there.
             */
            on_hand: number;
            /**
             * Format: int64
             * @description What should never be promised.
             */
            safety_stock: number;
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "stock_restored";
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description What the book says is there.
             */
            on_hand: number;
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "count_requested";
            /**
             * Format: int64
             * @description What the book says.
             */
            book: number;
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "hold_lapsed";
            /** @description Which channel it was placed on. */
            channel: components["schemas"]["Channel"];
            /** @description The hold. */
            hold: components["schemas"]["HoldId"];
            /** @description Whose it was. */
            owner: components["schemas"]["OwnerId"];
        } | {
            /** @enum {string} */
            action: "overcommitted";
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
            /**
             * Format: int64
             * @description How many units are promised beyond what is there.
             */
            units: number;
        } | {
            /** @enum {string} */
            action: "commitments_covered";
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "task_assigned";
            /**
             * Format: int32
             * @description Which part of it.
             */
            fulfilment: number;
            /** @description The order. */
            order: components["schemas"]["OrderId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "order_refused";
            /** @description Which channel it was placed on. */
            channel: components["schemas"]["Channel"];
            /** @description The order. */
            order: components["schemas"]["OrderId"];
            /** @description Why. */
            why: components["schemas"]["Refused"];
        } | {
            /** @enum {string} */
            action: "order_ready";
            /**
             * Format: int32
             * @description Which part of it.
             */
            fulfilment: number;
            /** @description The order. */
            order: components["schemas"]["OrderId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "order_on_its_way";
            /** @description Which carrier. */
            carrier: components["schemas"]["Word"];
            /**
             * Format: int32
             * @description Which part of it.
             */
            fulfilment: number;
            /** @description The order. */
            order: components["schemas"]["OrderId"];
        } | {
            /** @enum {string} */
            action: "order_reduced";
            /**
             * Format: int64
             * @description What that takes off it, in minor units.
             */
            amount: number;
            /** @description Which channel it was placed on. */
            channel: components["schemas"]["Channel"];
            /** @description The order. */
            order: components["schemas"]["OrderId"];
        } | {
            /** @enum {string} */
            action: "fulfilment_late";
            /** @description Which limit. */
            clock: components["schemas"]["Clock"];
            /**
             * Format: int32
             * @description Which part of it.
             */
            fulfilment: number;
            /** @description The order. */
            order: components["schemas"]["OrderId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "shopper_arrived";
            /**
             * Format: int32
             * @description Which part of it.
             */
            fulfilment: number;
            /** @description The order. */
            order: components["schemas"]["OrderId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            action: "payment_failed";
            /** @description What the provider was asked for. */
            operation: components["schemas"]["PaymentOperation"];
            /** @description The order it pays. */
            order: components["schemas"]["OrderId"];
            /** @description The payment. */
            payment: components["schemas"]["PaymentId"];
            return?: components["schemas"]["ReturnId"] | null;
        } | {
            /** @enum {string} */
            action: "return_abuse_suspected";
            /** @description ISO 4217. */
            currency: components["schemas"]["Currency"];
            /** @description The customer, by the retailer's number. */
            customer: components["schemas"]["CustomerId"];
            /**
             * Format: int32
             * @description How many returns there were.
             */
            returns: number;
            /**
             * Format: int32
             * @description How much that is of what was bought, in parts per million.
             */
            share_ppm: number;
            /**
             * Format: int64
             * @description What was given back for them, in minor units.
             */
            value: number;
            /**
             * Format: int32
             * @description In how many days.
             */
            window_days: number;
        };
        /**
         * @description The kinds of actions.
         * @enum {string}
         */
        ActionKind: "sold_out" | "back_in_stock" | "stock_low" | "stock_restored" | "count_requested" | "hold_lapsed" | "overcommitted" | "commitments_covered" | "task_assigned" | "order_refused" | "order_ready" | "order_on_its_way" | "order_reduced" | "fulfilment_late" | "shopper_arrived" | "payment_failed" | "return_abuse_suspected";
        ActionPage: {
            actions: components["schemas"]["ActionRow"][];
            next_cursor?: string | null;
        };
        /** @description Something the engine decided to do. */
        ActionRow: {
            action: components["schemas"]["Action"];
            at: components["schemas"]["Instant"];
            /** @description The entry it follows from. */
            cause?: string | null;
            /**
             * Format: double
             * @description From the signal's arrival until the action was durable and on its way.
             */
            delay_ms: number;
            id: string;
            position: components["schemas"]["Position"];
            /** @description What began it. */
            signal: string;
            trace: string;
        };
        /** @description A postal address. */
        Address: {
            city?: components["schemas"]["Label"] | null;
            /** @description ISO 3166-1, such as `DE`. */
            country?: string | null;
            label?: components["schemas"]["Label"] | null;
            /** @description Street and number, and what else it takes to find the door. */
            lines?: components["schemas"]["Label"][];
            name?: components["schemas"]["Label"] | null;
            phone?: components["schemas"]["Label"] | null;
            postal_code?: components["schemas"]["Label"] | null;
            region?: components["schemas"]["Label"] | null;
        };
        /** @description A price: minor units in the retailer's own currency, or an amount that names its currency. */
        Amount: number | components["schemas"]["Money"];
        /** @description What a promotion took off a line. */
        AppliedDiscount: {
            /**
             * Format: int64
             * @description In minor units.
             */
            amount: number;
            /** @description The promotion. */
            promotion: components["schemas"]["PromotionId"];
            /**
             * Format: int32
             * @description The how manieth version of it, from 1.
             */
            version: number;
            /** @description What it gives, in words. */
            why: string;
        };
        /** @description A tax that a line bears. */
        AppliedTax: {
            /**
             * Format: int64
             * @description In minor units.
             */
            amount: number;
            /** @description Whether the price has it in it. */
            inclusive?: boolean;
            /**
             * Format: int32
             * @description In parts per million.
             */
            rate_ppm: number;
            /** @description The tax. */
            tax: components["schemas"]["TaxId"];
        };
        ArriveBody: {
            bay?: components["schemas"]["Word"] | null;
        };
        AskDocument: {
            /** Format: int64 */
            amount: number;
            ask: number;
            code?: components["schemas"]["Word"] | null;
            operation: components["schemas"]["PaymentOperation"];
            return?: components["schemas"]["ReturnId"] | null;
            /** @description `waiting`, `unsure`, `done` or `declined`. */
            state: string;
        };
        /** @description A line, or a part of one. */
        AssignedLine: {
            /**
             * Format: int32
             * @description Which line of the order.
             */
            line: number;
            /** @description How much of it. */
            quantity: components["schemas"]["Quantity"];
        };
        /** @description What one site serves. */
        Assignment: {
            arrives_by?: components["schemas"]["Instant"] | null;
            carrier?: components["schemas"]["CarrierName"] | null;
            /** @description What that costs. */
            cost: components["schemas"]["CostParts"];
            /**
             * Format: int32
             * @description How far it goes.
             */
            distance_km?: number | null;
            /** @description What it serves. */
            lines: components["schemas"]["AssignedLine"][];
            /** @description When it is packed. */
            ready_at: components["schemas"]["Instant"];
            /** @description The site. */
            site: components["schemas"]["SiteId"];
            /** @description When the site is to begin: the hour whose capacity it takes. */
            slot_at: components["schemas"]["Instant"];
        };
        /** @description What may be promised now. */
        AvailabilityDocument: {
            /** @description When this was read. */
            as_of: components["schemas"]["Instant"];
            /**
             * Format: double
             * @description How long what is shown lags behind what is decided; decisions become visible when they are durable.
             */
            lag_ms: number;
            lines: components["schemas"]["Line"][];
        };
        /** @description A basket that is to be priced. */
        BasketBody: {
            at?: components["schemas"]["Instant"] | null;
            channel: components["schemas"]["Channel"];
            coupons?: components["schemas"]["CouponCode"][];
            currency?: components["schemas"]["Currency"] | null;
            customer?: components["schemas"]["CustomerId"] | null;
            /** @description Whether all promotions for these goods are told of, those too that are for another place, time, channel or group. */
            explain?: boolean;
            /** @description Groups of customers besides those that the customer is in. */
            groups?: components["schemas"]["GroupName"][];
            lines: components["schemas"]["BasketLineBody"][];
            /** @description Whether it is a member's, whatever is known of the customer. */
            member?: boolean | null;
            ship_to?: components["schemas"]["Destination"] | null;
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description Something in a basket. */
        BasketLine: {
            item: components["schemas"]["ItemId"];
            quantity: components["schemas"]["Quantity"];
            /**
             * Format: int64
             * @description What all of it costs the shopper, in minor units; the router spares what is dear and scarce.
             */
            value?: number | null;
        };
        /** @description One line of a basket. */
        BasketLineBody: {
            /** @description The retailer's number, or a GTIN. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int32
             * @description Its number; counted from 1 where none is given. All lines have one, or none has.
             */
            line?: number | null;
            quantity: components["schemas"]["Quantity"];
            /**
             * Format: int64
             * @description What one unit costs, in minor units, whatever the price lists say.
             */
            unit_price?: number | null;
        };
        /** @description What came of each hold of a batch, in their order. */
        BatchAnswer: {
            results: components["schemas"]["BatchResult"][];
        };
        BatchResult: {
            hold?: components["schemas"]["HoldDocument"] | null;
            problem?: components["schemas"]["Problem"] | null;
            /** Format: int32 */
            status: number;
        };
        /**
         * @description What a promotion gives.
         *
         *     Offers that join several units (bundle price, n for m, cheapest free) count pieces, so goods that are weighed or
         *     measured do not take part in them, and they are given first; a unit is part of at most one of them. Then come the
         *     offers on each line by itself, and last those on what was spent.
         */
        Benefit: {
            /** @enum {string} */
            kind: "percent";
            /**
             * Format: int32
             * @description In parts per million: 200,000 is 20 %.
             */
            rate_ppm: number;
        } | {
            /**
             * Format: int64
             * @description In minor units.
             */
            amount: number;
            /** @enum {string} */
            kind: "amount_off";
            /**
             * Format: int32
             * @description For how many units that is.
             * @default 1
             */
            per?: number;
        } | {
            /** @enum {string} */
            kind: "fixed_price";
            /**
             * Format: int32
             * @description For how many units that is.
             * @default 1
             */
            per?: number;
            /**
             * Format: int64
             * @description In minor units.
             */
            unit_price: number;
        } | {
            /** @enum {string} */
            kind: "member_price";
            /**
             * Format: int32
             * @description For how many units that is.
             * @default 1
             */
            per?: number;
            /**
             * Format: int64
             * @description In minor units.
             */
            unit_price: number;
        } | {
            /** @description What belongs to it. */
            groups: components["schemas"]["BundleGroup"][];
            /** @enum {string} */
            kind: "bundle_price";
            /**
             * Format: int64
             * @description In minor units.
             */
            price: number;
        } | {
            /** @enum {string} */
            kind: "n_for_m";
            /**
             * Format: int32
             * @description How many of them are paid.
             */
            pay: number;
            /**
             * Format: int32
             * @description How many are taken.
             */
            take: number;
        } | {
            /** @enum {string} */
            kind: "cheapest_free";
            /**
             * Format: int32
             * @description Of how many.
             */
            of: number;
            /**
             * Format: int32
             * @description What is taken off it, in parts per million; all where it is not said.
             * @default 1000000
             */
            rate_ppm?: number;
        } | {
            /** @enum {string} */
            kind: "threshold";
            /** @description What is taken off. */
            off: components["schemas"]["Off"];
            /**
             * Format: int64
             * @description What must be spent, in minor units.
             */
            spend: number;
        };
        /** @description What the rules for returns forbid, and somebody who may has allowed all the same. */
        BrokenRule: {
            /**
             * Format: int64
             * @description How many it was.
             */
            days: number;
            /**
             * Format: int32
             * @description The line of the return.
             */
            line: number;
            /** @enum {string} */
            rule: "window_passed";
            /**
             * Format: int32
             * @description How many days it may be.
             */
            window_days: number;
        } | {
            /**
             * Format: int32
             * @description The line of the return.
             */
            line: number;
            /** @enum {string} */
            rule: "receipt_needed";
        } | {
            /** @enum {string} */
            rule: "blind_not_allowed";
        } | {
            /** @enum {string} */
            rule: "blind_above";
            /**
             * Format: int64
             * @description How much it may be, in minor units.
             */
            up_to: number;
            /**
             * Format: int64
             * @description How much it is.
             */
            value: number;
        } | {
            /** @enum {string} */
            rule: "blind_to_gift_card";
        } | {
            /** @description In what state they are. */
            condition: components["schemas"]["ReturnedCondition"];
            /**
             * Format: int32
             * @description The line of the return.
             */
            line: number;
            /** @enum {string} */
            rule: "not_resold";
        };
        /** @description One kind of goods in a bundle. */
        BundleGroup: {
            /** @description Which goods. */
            goods: components["schemas"]["Selection"];
            /**
             * Format: int32
             * @description How many of them.
             * @default 1
             */
            quantity?: number;
        };
        /** @description Who does it: a badge or a device. The API key's name where nothing is said. */
        ByBody: {
            by?: components["schemas"]["Word"] | null;
        };
        CancelBody: {
            /** @description What; all that can still be cancelled where nothing is said. */
            lines?: components["schemas"]["LineQuantity"][] | null;
            /** @description Why: `changed_mind`, `too_late`, or the shop's own word. */
            reason: components["schemas"]["Word"];
        };
        /** @description A site that was asked. */
        Candidate: {
            /**
             * Format: int64
             * @description What it would cost to have it serve all it can, in minor units.
             */
            cost?: number | null;
            /**
             * Format: int32
             * @description How far it is.
             */
            distance_km?: number | null;
            /** @description The site. */
            site: components["schemas"]["SiteId"];
            why_not?: components["schemas"]["WhyNot"] | null;
        };
        CannotBody: {
            by?: components["schemas"]["Word"] | null;
            /** @description `not_found`, `damaged`, `too_busy`, `closed`, or the site's own word. */
            reason: components["schemas"]["Word"];
        };
        /** @description A gift card that is asked for. */
        CardBody: {
            /** @description Whether it may be spent at once, or only when it is activated: after it was paid for. */
            active?: boolean;
            /**
             * Format: int64
             * @description What it holds, in minor units.
             */
            amount: number;
            card?: components["schemas"]["GiftCardId"] | null;
            currency: components["schemas"]["Currency"];
            expires_at?: components["schemas"]["Instant"] | null;
        };
        /** @description A gift card. */
        CardDocument: {
            /**
             * Format: int64
             * @description What may be spent, in minor units.
             */
            balance: number;
            card: components["schemas"]["GiftCardId"];
            currency: components["schemas"]["Currency"];
            expires_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description What is set aside for payments.
             */
            reserved: number;
            state: components["schemas"]["CardState"];
        };
        /**
         * @description What has become of a gift card.
         * @enum {string}
         */
        CardState: "issued" | "active" | "expired";
        /** @description One service of somebody who carries goods. */
        Carrier: {
            /** @description Its name, with the service: `post-express`. */
            carrier: components["schemas"]["CarrierName"];
            /** @description When it comes for the day's parcels, on the clock of the site; what is packed later leaves on its next day. */
            cut_off?: components["schemas"]["TimeOfDay"];
            /** @description Whether it ships or delivers from nearby. */
            method: components["schemas"]["DeliveryMethod"];
            /** @description On which days it comes; Monday to Friday where nothing is said. */
            pickup_days?: components["schemas"]["Weekday"][];
            /** @description The service that a shopper asks for; `standard` where nothing is said. */
            service?: components["schemas"]["Word"];
            /**
             * Format: int32
             * @description Which change of it this is, from 1.
             */
            version?: number;
            /** @description Where it goes; the first that fits counts. */
            zones: components["schemas"]["CarrierZone"][];
        };
        /** @description A carrier as it is sent. */
        CarrierBody: {
            cut_off?: components["schemas"]["TimeOfDay"] | null;
            /** @description `ship`, or `deliver` for what is brought from nearby. */
            method?: components["schemas"]["DeliveryMethod"];
            /** @description Monday to Friday where nothing is said. */
            pickup_days?: components["schemas"]["Weekday"][] | null;
            service?: components["schemas"]["Word"] | null;
            zones: components["schemas"]["CarrierZone"][];
        };
        /** @description Who carries goods, with one of its services, such as `post-express`. */
        CarrierName: string;
        CarrierPage: {
            carriers: components["schemas"]["Carrier"][];
        };
        /** @description A part of the world for which a carrier has one table of prices. */
        CarrierZone: {
            /**
             * Format: int32
             * @description How far from the site at most; needs the position of both.
             */
            distance_km_max?: number | null;
            /** @description What a parcel costs, lightest first; what is heavier than the last goes in several. */
            prices: components["schemas"]["WeightPrice"][];
            /** @description Where that is; everywhere where nothing is said. */
            to?: components["schemas"]["Reach"][];
            /** @description How long it takes. */
            transit: components["schemas"]["Transit"];
            /** @description What the carrier calls it. */
            zone: components["schemas"]["Word"];
        };
        /** @description What holds for goods of a category, where that is not what holds for all. */
        CategoryReturnRules: {
            /** @description Which goods. */
            category: components["schemas"]["Label"];
            /** @description Whether they come back with an order or a receipt only. */
            receipt_needed?: boolean | null;
            /** @description In which conditions they are sold again. */
            resell?: components["schemas"]["ReturnedCondition"][] | null;
            /**
             * Format: int32
             * @description What is kept for taking them back, in parts per million of what was paid.
             */
            restocking_fee_ppm?: number | null;
            /**
             * Format: int32
             * @description How many days after they were bought they may come back; 0 where only on the same day.
             */
            window_days?: number | null;
        };
        /** @description A sales channel, such as `web`, `store`, `app`, `marketplace`. */
        Channel: string;
        ClaimBody: {
            by?: components["schemas"]["Word"] | null;
        };
        /**
         * @description A time limit of an order or of one of its fulfilments.
         * @enum {string}
         */
        Clock: "payment" | "parked" | "claim" | "pick" | "ready" | "collect";
        /** @description A CloudEvent, for the OpenAPI document. */
        CloudEvent: {
            /** @description As its type asks, see /schemas/{type}. */
            data: unknown;
            id: string;
            source: string;
            specversion: string;
            time?: components["schemas"]["Instant"] | null;
            /** @description One of those listed at /schemas. */
            type: string;
        };
        /** @description The code of a gift card. */
        CodeBody: {
            code: string;
        };
        /**
         * @description What state the units are in.
         * @enum {string}
         */
        Condition: "sellable" | "damaged" | "quarantine" | "inspect";
        /** @description Where, when and to whom a promotion is given; everything that is said must hold. */
        Conditions: {
            /** @description On these channels. */
            channels?: components["schemas"]["Channel"][];
            /** @description Only to who shows one of these codes; capital and small letters are the same. */
            coupons?: components["schemas"]["CouponCode"][];
            /** @description On these days of the week. */
            days?: components["schemas"]["Weekday"][];
            /** @description To customers of one of these groups. */
            groups?: components["schemas"]["GroupName"][];
            hours?: components["schemas"]["OpenHours"] | null;
            /** @description Only to members of the loyalty programme. */
            members_only?: boolean;
            /** @description At the sites of these regions. */
            regions?: components["schemas"]["RegionId"][];
            /** @description At these sites. Sites and regions add up. */
            sites?: components["schemas"]["SiteId"][];
            timezone?: components["schemas"]["Timezone"] | null;
            valid_from?: components["schemas"]["Instant"] | null;
            valid_until?: components["schemas"]["Instant"] | null;
        };
        /** @description A talk with a customer, as it is sent. */
        ContactBody: {
            about?: components["schemas"]["Reference"] | null;
            at?: components["schemas"]["Instant"] | null;
            /** @description Where: `phone`, `chat`, `email`, `store`, … */
            channel: components["schemas"]["Channel"];
            contact?: components["schemas"]["ContactId"] | null;
            /** @description What was said. It is sealed under the customer's key. */
            note: string;
        };
        /** @description A talk with a customer. */
        ContactDocument: {
            about?: components["schemas"]["Reference"] | null;
            at: components["schemas"]["Instant"];
            /** @description Whose key it came with. */
            by: string;
            channel: components["schemas"]["Channel"];
            contact: components["schemas"]["ContactId"];
            customer: components["schemas"]["CustomerId"];
            /** @description What was said, for those who may see it. */
            note?: string | null;
            position: components["schemas"]["Position"];
        };
        /** @description A note of the service team about a customer. */
        ContactId: string;
        ContactPage: {
            contacts: components["schemas"]["ContactDocument"][];
        };
        /** @description What a shipment costs, in minor units. */
        CostParts: {
            /**
             * Format: int64
             * @description That it may not be found.
             * @default 0
             */
            confidence?: number;
            /**
             * Format: int64
             * @description Picking and packing.
             * @default 0
             */
            labour?: number;
            /**
             * Format: int64
             * @description Coming later than promised.
             * @default 0
             */
            late?: number;
            /**
             * Format: int64
             * @description Taking what could have been sold at its full price here.
             * @default 0
             */
            markdown?: number;
            /**
             * Format: int64
             * @description The carrier.
             * @default 0
             */
            shipping?: number;
            /**
             * Format: int64
             * @description Coming in one part more.
             * @default 0
             */
            split?: number;
        };
        /** @description What counts as cheap. Amounts are minor units, rates parts per million. */
        CostWeights: {
            /**
             * Format: int32
             * @description How much labour counts: a million is fully.
             * @default 1000000
             */
            labour_ppm?: number;
            /**
             * Format: int64
             * @description What each day beyond the promised date costs.
             * @default 500
             */
            late_per_day?: number;
            /**
             * Format: int32
             * @description What part of its value an item is expected to lose where it is left over; the item's own attribute `markdown_ppm`
             *     goes before. Stock that a site has beyond what others have is used free of this, scarce stock pays it in full.
             * @default 20000
             */
            markdown_ppm?: number;
            /**
             * Format: int64
             * @description What a parcel costs where no carrier is known, whatever its way.
             * @default 450
             */
            parcel?: number;
            /**
             * Format: int64
             * @description What each kilometre adds where no carrier is known.
             * @default 1
             */
            parcel_per_km?: number;
            /**
             * Format: int64
             * @description What a line costs that is then not found: it must be routed again. Counts by how unsure the book is.
             * @default 800
             */
            reroute?: number;
            /**
             * Format: int64
             * @description What each shipment beyond the first costs in trouble.
             * @default 300
             */
            split_penalty?: number;
        };
        /** @description A count beside the book. */
        CountAnswer: {
            lines: components["schemas"]["CountDifference"][];
            position: components["schemas"]["Position"];
            trace: string;
        };
        CountDifference: components["schemas"]["CountedLine"] & {
            /**
             * Format: int64
             * @description Counted less book.
             */
            difference: number;
        };
        /** @description How many there were. */
        Counted: {
            count: number;
        };
        /** @description What was found beside what the book said. */
        CountedLine: {
            /**
             * Format: int64
             * @description How many the book said.
             */
            book: number;
            /**
             * Format: int64
             * @description How many units were there.
             */
            counted: number;
            /** @description The item. */
            item: components["schemas"]["ItemId"];
        };
        /** @description What was found of one item. */
        CountLine: {
            /**
             * Format: int32
             * @description How many units are there.
             */
            counted: number;
            /** @description The item. */
            item: components["schemas"]["ItemId"];
        };
        /**
         * @description How a count was made.
         * @enum {string}
         */
        CountMethod: "manual" | "rfid" | "shelf";
        /**
         * @description A country, by its two letters (ISO 3166-1), such as `DE`.
         * @example DE
         */
        Country: string;
        /** @description A code that a shopper shows for a promotion. */
        CouponCode: string;
        /**
         * @description An ISO 4217 alphabetic code, such as `EUR`.
         * @example EUR
         */
        Currency: string;
        CustomerBatch: {
            customers: components["schemas"]["CustomerBody"][];
        };
        /** @description What came of each customer of a batch, in their order. */
        CustomerBatchAnswer: {
            results: components["schemas"]["CustomerResult"][];
        };
        /** @description A customer as one is sent: all that is known, since what is left out is known no more. */
        CustomerBody: {
            addresses?: components["schemas"]["Address"][];
            customer?: components["schemas"]["CustomerId"] | null;
            email?: string | null;
            /** @description The groups whose prices and promotions are for this customer. */
            groups?: components["schemas"]["GroupName"][];
            loyalty?: components["schemas"]["LoyaltyNo"] | null;
            name?: components["schemas"]["Label"] | null;
            /** @description With its country code. */
            phone?: string | null;
        };
        /** @description A customer. */
        CustomerDocument: components["schemas"]["Profile"] & {
            /** @description Other numbers that are this customer too. */
            aliases?: components["schemas"]["CustomerId"][];
            /** @description When the number was first heard of. */
            created_at: components["schemas"]["Instant"];
            customer: components["schemas"]["CustomerId"];
            erased_at?: components["schemas"]["Instant"] | null;
            groups: components["schemas"]["GroupName"][];
            loyalty?: components["schemas"]["LoyaltyNo"] | null;
            member_since?: components["schemas"]["Instant"] | null;
            /** @description What is shown of the person. */
            profile: components["schemas"]["Shown"];
            registered_at?: components["schemas"]["Instant"] | null;
        };
        /** @description The retailer's own number of a customer; never an e-mail address or a telephone number. */
        CustomerId: string;
        CustomerResult: {
            /** @description Whether anything was not known before. */
            changed: boolean;
            customer?: components["schemas"]["CustomerId"] | null;
            problem?: components["schemas"]["Problem"] | null;
            /** Format: int32 */
            status: number;
        };
        /**
         * Format: date
         * @description A day of the calendar, without a time zone: `2026-12-24`.
         * @example 2026-12-24
         */
        Day: string;
        /** @description A day that differs from others of its weekday. */
        DayException: {
            /** @description Which day. */
            day: components["schemas"]["Day"];
            /** @description When it is open then; closed where nothing is said. */
            hours?: components["schemas"]["OpenHours"][];
        };
        /** @description A delivery that was given up. */
        DeadLetter: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description What came of the last try. */
            error: string;
            /** @description When it was given up. */
            given_up_at: components["schemas"]["Instant"];
            /** @description The entry of the action. */
            position: components["schemas"]["Position"];
            /** @description Who should have got it. */
            webhook: components["schemas"]["WebhookName"];
        };
        DeadLetterPage: {
            dead_letters: components["schemas"]["DeadLetter"][];
        };
        /** @description How long it takes from a signal to an action; the action `recorded` is the signal's own entry in the log. */
        DelayRow: components["schemas"]["Percentiles"] & {
            action: string;
            last_minute: components["schemas"]["Percentiles"];
            signal: string;
        };
        Delays: {
            measured_since: components["schemas"]["Instant"];
            rows: components["schemas"]["DelayRow"][];
        };
        /** @description How goods reach the shopper. */
        Delivery: {
            /** @description Whether it is brought out to the car. */
            curbside?: boolean;
            /** @enum {string} */
            method: "pickup";
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        } | {
            /** @enum {string} */
            method: "ship";
            service?: components["schemas"]["Word"] | null;
            /** @description Where to. */
            to: components["schemas"]["Destination"];
        } | {
            /** @enum {string} */
            method: "deliver";
            site?: components["schemas"]["SiteId"] | null;
            /** @description Where to. */
            to: components["schemas"]["Destination"];
        } | {
            /** @enum {string} */
            method: "carry_out";
            /** @description Where. */
            site: components["schemas"]["SiteId"];
        };
        /**
         * @description How an order reaches the shopper.
         * @enum {string}
         */
        DeliveryMethod: "pickup" | "ship" | "deliver" | "carry_out";
        /** @description A way of delivery that shoppers are offered, and what they pay for it. */
        DeliveryOffer: {
            country?: components["schemas"]["Word"] | null;
            /** @description Of this currency. */
            currency: components["schemas"]["Currency"];
            /** @description When it costs nothing. */
            free?: components["schemas"]["FreeDelivery"][];
            /** @description Its name. */
            offer: components["schemas"]["OfferName"];
            /**
             * Format: int64
             * @description What shoppers pay, in minor units.
             */
            price: number;
            /** @description `standard`, `express`, …: of each, shoppers see the one that is nearest to their country. */
            service: components["schemas"]["Word"];
            /** @description What people call it. */
            title: components["schemas"]["Label"];
        };
        /** @description Where an order goes, as far as the router must know. */
        Destination: {
            /** @description The country. */
            country: components["schemas"]["Country"];
            position?: components["schemas"]["GeoPosition"] | null;
            postal_code?: components["schemas"]["Word"] | null;
            region?: components["schemas"]["Word"] | null;
        };
        /** @description What was sent beside what came. */
        Difference: {
            /**
             * Format: int64
             * @description How many units were under way.
             */
            expected: number;
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description How many were found.
             */
            received: number;
        };
        /** @description A shipment that left: the data of `retail.shipment.dispatched`. */
        Dispatch: {
            expected_at?: components["schemas"]["Instant"] | null;
            from?: components["schemas"]["SiteId"] | null;
            /** @description What is in it. */
            lines: components["schemas"]["ShipmentLine"][];
            order?: components["schemas"]["PurchaseOrderId"] | null;
            /** @description The shipment. */
            shipment: components["schemas"]["ShipmentId"];
            /** @description The site it goes to. */
            to: components["schemas"]["SiteId"];
        };
        DisposeBody: {
            by?: components["schemas"]["Word"] | null;
            lines: components["schemas"]["DisposeLineBody"][];
        };
        /** @description Units of a line, and what becomes of them. */
        DisposeLineBody: {
            disposition: components["schemas"]["Disposition"];
            /** Format: int32 */
            line: number;
            quantity: components["schemas"]["Quantity"];
            shipment?: components["schemas"]["ShipmentId"] | null;
        };
        /** @description What becomes of goods that came back. */
        Disposition: "resell" | "inspect" | "damaged" | "to_vendor" | "waste" | {
            /** @description Another site of ours gets them. */
            send_to: {
                /** @description Which. */
                site: components["schemas"]["SiteId"];
            };
        };
        /** @description What a task came to. Which fields count depends on its kind. */
        DoneBody: {
            by?: components["schemas"]["Word"] | null;
            carrier?: components["schemas"]["Word"] | null;
            code?: components["schemas"]["Word"] | null;
            /** @description Pick: what was found, line by line; all where nothing is said. */
            lines?: components["schemas"]["DoneLine"][] | null;
            place?: components["schemas"]["Label"] | null;
            tracking?: components["schemas"]["Word"] | null;
        };
        DoneLine: {
            /** Format: int32 */
            line: number;
            /** Format: int64 */
            picked: number;
            substitute?: components["schemas"]["ItemId"] | null;
        };
        /** @description Goods that are taken instead. */
        ExchangeBody: {
            lines: components["schemas"]["ExchangeLineBody"][];
        };
        /** @description Goods that are taken instead. */
        ExchangeDocument: {
            /**
             * Format: int64
             * @description What is to be paid on top of the refund; below zero where some of that is left.
             */
            difference?: number | null;
            /** @description What keeps them: an order that names it takes them. */
            hold: components["schemas"]["HoldId"];
            order?: components["schemas"]["OrderId"] | null;
            /**
             * Format: int64
             * @description What they cost now; not there where they have no price.
             */
            price?: number | null;
        };
        ExchangeLineBody: {
            item: components["schemas"]["ItemId"];
            quantity: components["schemas"]["Quantity"];
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description One line of a purchase order. */
        ExpectedLine: {
            /** @description When it will be there. */
            expected_at: components["schemas"]["Instant"];
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /** @description How much. */
            quantity: components["schemas"]["Quantity"];
        };
        /** @description Which rule said what. */
        Explain: {
            channel_buffer?: components["schemas"]["UnitsByRule"] | null;
            may_sell?: components["schemas"]["MaySellByRule"] | null;
            safety_stock?: components["schemas"]["UnitsByRule"] | null;
        };
        ExtendBody: {
            /**
             * Format: int64
             * @description For how long from now.
             */
            expires_in_ms: number;
        };
        /** @description Where an order waits that could not be routed. */
        Fallback: {
            /**
             * Format: int32
             * @description After how many days it is cancelled by itself; never where nothing is said.
             */
            cancel_after_days?: number | null;
            queue?: components["schemas"]["Word"] | null;
        };
        /** @description By what a customer is looked for: one of these. */
        FindBody: {
            email?: string | null;
            loyalty?: components["schemas"]["LoyaltyNo"] | null;
            phone?: string | null;
        };
        FoundBody: {
            /** Format: int32 */
            line: number;
            /**
             * Format: int64
             * @description How many units were found.
             */
            picked: number;
            substitute?: components["schemas"]["ItemId"] | null;
        };
        FoundCustomers: {
            customers: components["schemas"]["CustomerDocument"][];
        };
        /** @description What was found. */
        FoundItems: {
            /** @description Those whose name has all words first, each in the order of the catalogue. */
            items: components["schemas"]["Item"][];
            /** @description How many there are in all. */
            total: number;
        };
        /** @description When a way of delivery costs nothing. */
        FreeDelivery: {
            /**
             * Format: int64
             * @description From this subtotal on, in minor units.
             */
            from_subtotal?: number | null;
            /** @description Where one of these items is in the basket. */
            items?: components["schemas"]["ItemId"][];
        };
        /** @description What one site does for an order. */
        FulfilmentDocument: {
            bay?: components["schemas"]["Word"] | null;
            by?: components["schemas"]["Word"] | null;
            carrier?: components["schemas"]["Word"] | null;
            clock?: components["schemas"]["Clock"] | null;
            due_at?: components["schemas"]["Instant"] | null;
            fulfilment: components["schemas"]["FulfilmentId"];
            late: boolean;
            /** @description What may be done next. */
            legal: components["schemas"]["OrderStep"][];
            lines: components["schemas"]["FulfilmentLineDocument"][];
            method: components["schemas"]["DeliveryMethod"];
            /**
             * Format: int32
             * @description Its number in the order, for the paths of its steps.
             */
            number: number;
            parked?: components["schemas"]["Word"] | null;
            place?: components["schemas"]["Label"] | null;
            since: components["schemas"]["Instant"];
            site: components["schemas"]["SiteId"];
            site_name: components["schemas"]["Label"];
            state: string;
            tracking?: components["schemas"]["Word"] | null;
        };
        /** @description What one site does for an order. */
        FulfilmentId: string;
        FulfilmentLineDocument: {
            item: components["schemas"]["ItemId"];
            /** Format: int32 */
            line: number;
            name: components["schemas"]["Label"];
            /** Format: int64 */
            picked: number;
            /** Format: int64 */
            quantity: number;
        };
        /** @description A point on the globe, WGS 84 degrees. */
        GeoPosition: {
            /**
             * Format: double
             * @description Latitude, -90 to 90.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude, -180 to 180.
             */
            lon: number;
        };
        /** @description A gift card, by a number that may be shown and logged; the code that spends it is a secret. */
        GiftCardId: string;
        /**
         * @description A Global Location Number: 13 digits.
         * @example 4012345000009
         */
        Gln: string;
        /** @description Units of a line that go one way. */
        GoodsDocument: {
            disposition: components["schemas"]["Disposition"];
            /** @description Whether they have left the site that way. */
            gone: boolean;
            /** Format: int64 */
            quantity: number;
            shipment?: components["schemas"]["ShipmentId"] | null;
        };
        /** @description A group of customers, such as `staff` or `gold`: prices and promotions may be for one. */
        GroupName: string;
        /**
         * @description A Global Trade Item Number, held as GTIN-14; GTIN-8, -12 and -13 are the same with zeros in front.
         * @example 04006381333931
         */
        Gtin: string;
        HandOverBody: {
            by?: components["schemas"]["Word"] | null;
            code?: components["schemas"]["Word"] | null;
            /** @description The name that the shopper gives where there is no code; sealed before it is written down. */
            name?: string | null;
        };
        HoldBatch: {
            holds: components["schemas"]["HoldBody"][];
        };
        /** @description A hold that is asked for. */
        HoldBody: {
            channel: components["schemas"]["Channel"];
            /**
             * Format: int64
             * @description For how long, up to thirty days.
             */
            expires_in_ms: number;
            hold?: components["schemas"]["HoldId"] | null;
            lines: components["schemas"]["LineBody"][];
            /** @description Whose it is. A hold never blocks its own owner. */
            owner: components["schemas"]["OwnerId"];
        };
        /** @description A hold. */
        HoldDocument: {
            /** @description What became of the allocation: `open`, `fulfilled` or `released`. */
            allocation?: string | null;
            channel: components["schemas"]["Channel"];
            expires_at: components["schemas"]["Instant"];
            hold: components["schemas"]["HoldId"];
            lines: components["schemas"]["LineDocument"][];
            owner: components["schemas"]["OwnerId"];
            placed_at: components["schemas"]["Instant"];
            post_as?: components["schemas"]["PostAs"] | null;
            /** @description What was taken, from where. */
            posted?: components["schemas"]["LineDocument"][] | null;
            resolved_at?: components["schemas"]["Instant"] | null;
            /** @description `held`, `posted`, `voided` or `expired`. */
            state: string;
            superseded_by?: components["schemas"]["HoldId"] | null;
        };
        /** @description A hold. */
        HoldId: string;
        HoldPage: {
            holds: components["schemas"]["HoldDocument"][];
            next_cursor?: string | null;
        };
        /** @description A way that does not exist. */
        Impossible: {
            /** @description How. */
            method: components["schemas"]["DeliveryMethod"];
            /** @description Why not, in words. */
            reason: string;
            site?: components["schemas"]["SiteId"] | null;
        };
        IncomingLine: {
            expected_at?: components["schemas"]["Instant"] | null;
            /** Format: int64 */
            quantity: number;
            /** @description The shipment or the purchase order. */
            source: string;
        };
        /** @description What happens where a batch cannot serve all of an order. */
        Incomplete: "next" | "keep" | {
            /** @description The order waits in a queue; no further batch is tried. */
            park: components["schemas"]["Fallback"];
        };
        /**
         * Format: date-time
         * @description Microseconds since 1970-01-01T00:00:00Z. RFC 3339 text in JSON, a number in the log.
         * @example 2026-11-23T11:26:44Z
         */
        Instant: string;
        /** @description Something that is sold. */
        Item: {
            /** @description Whatever else the retailer wants to keep with it. */
            attributes?: {
                [key: string]: unknown;
            };
            brand?: components["schemas"]["Label"] | null;
            /** @description What it belongs to, widest first. */
            categories?: components["schemas"]["Label"][];
            gtin?: components["schemas"]["Gtin"] | null;
            /** @description The retailer's number. */
            item: components["schemas"]["ItemId"];
            /** @description What people call it. */
            name: components["schemas"]["Label"];
            /** @description Whether stock is kept of it; fuel and services are not stocked. */
            stocked?: boolean;
            /** @description What one unit is. */
            unit?: components["schemas"]["Unit"];
        };
        ItemBatch: {
            items: components["schemas"]["ItemBody"][];
        };
        /** @description An item as it is sent. */
        ItemBody: {
            attributes?: {
                [key: string]: unknown;
            };
            brand?: components["schemas"]["Label"] | null;
            categories?: components["schemas"]["Label"][];
            gtin?: components["schemas"]["Gtin"] | null;
            item?: components["schemas"]["ItemId"] | null;
            name: components["schemas"]["Label"];
            stocked?: boolean;
            unit?: components["schemas"]["Unit"];
        };
        /** @description The retailer's own number of an item (SKU). */
        ItemId: string;
        ItemPage: {
            items: components["schemas"]["Item"][];
            next_cursor?: string | null;
        };
        /** @description A key that is asked for. */
        KeyBody: {
            channel?: components["schemas"]["Channel"] | null;
            /** @description Whose it is, in words. */
            name: components["schemas"]["Label"];
            role: components["schemas"]["Role"];
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description A key without its secret. */
        KeyDocument: {
            channel?: components["schemas"]["Channel"] | null;
            created_at: components["schemas"]["Instant"];
            key: components["schemas"]["KeyId"];
            name: components["schemas"]["Label"];
            role: components["schemas"]["Role"];
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description The public part of an API key, which may be shown and logged. */
        KeyId: string;
        KeyPage: {
            keys: components["schemas"]["KeyDocument"][];
        };
        /** @description What people read: a name, a brand, a category. */
        Label: string;
        /** @description The moves behind a number, newest first. */
        Ledger: {
            item: components["schemas"]["ItemId"];
            next_cursor?: string | null;
            /** Format: int64 */
            on_hand: number;
            rows: components["schemas"]["Row"][];
            site: components["schemas"]["SiteId"];
        };
        /** @description How often a promotion is given, and how much in all. It is given whole or not at all. */
        Limits: {
            /**
             * Format: int64
             * @description What may be given in all, in minor units.
             */
            budget?: number | null;
            /**
             * Format: int32
             * @description How often one basket may have it: so many bundles, or so many times n for m, or so many units at another price.
             */
            times_per_basket?: number | null;
            /**
             * Format: int64
             * @description How many baskets may have it in all.
             */
            uses?: number | null;
            /**
             * Format: int32
             * @description How many baskets may have it with one coupon code.
             */
            uses_per_coupon?: number | null;
            /**
             * Format: int32
             * @description How many baskets of one customer may have it. A customer whom we do not know cannot have it then.
             */
            uses_per_customer?: number | null;
        };
        Line: {
            /**
             * Format: int64
             * @description Units promised for good.
             */
            allocated: number;
            /**
             * Format: int64
             * @description What may be promised now on this channel.
             */
            available: number;
            /**
             * Format: double
             * @description How sure the book is, 0 to 1: 1 / (1 + times it was found wrong since a count that agreed).
             */
            confidence: number;
            explain?: components["schemas"]["Explain"] | null;
            /**
             * Format: int64
             * @description Units in holds on this site.
             */
            held: number;
            /** @description What is on its way, soonest first. */
            incoming: components["schemas"]["IncomingLine"][];
            item: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description Sellable units by the book.
             */
            on_hand: number;
            /**
             * Format: int64
             * @description Units that rules keep back here on this channel.
             */
            safety_stock: number;
            site: components["schemas"]["SiteId"];
            /** @description Where the units stand, and in which condition; only where that is known. */
            zones?: components["schemas"]["ZoneLine"][];
        };
        /** @description One line that is to be held: at a site, or anywhere in a region. */
        LineBody: {
            item: components["schemas"]["ItemId"];
            quantity: components["schemas"]["Quantity"];
            region?: components["schemas"]["RegionId"] | null;
            site?: components["schemas"]["SiteId"] | null;
        };
        LineDocument: {
            item: components["schemas"]["ItemId"];
            /** Format: int64 */
            quantity: number;
            region?: components["schemas"]["RegionId"] | null;
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description How much of a line. */
        LineQuantity: {
            /**
             * Format: int32
             * @description The line's number.
             */
            line: number;
            /** @description How much of it. */
            quantity: components["schemas"]["Quantity"];
        };
        LogStatus: {
            kind: string;
            next_position: components["schemas"]["Position"];
        };
        LotDocument: {
            expires_at: components["schemas"]["Instant"];
            /** Format: int64 */
            points: number;
        };
        /** @description A batch or lot number (GS1 AI 10). */
        LotId: string;
        /** @description The number on a customer's loyalty card. */
        LoyaltyNo: string;
        /** @description How points are earned and what they are worth. */
        LoyaltyProgramme: {
            /** @description The currency in which points are earned and spent. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description Points for every `per_minor` that a member spends.
             */
            earn_points: number;
            /**
             * Format: int32
             * @description Months after which points expire, at the end of the month in UTC; never where it is not said.
             */
            expiry_months?: number | null;
            /**
             * Format: int32
             * @description Days until earned points may be spent: as long as goods may be returned.
             */
            pending_days: number;
            /**
             * Format: int32
             * @description Minor units that earn `earn_points`.
             */
            per_minor: number;
            /**
             * Format: int32
             * @description What `value_points` pay, in minor units; 0 where points pay nothing.
             */
            value_minor: number;
            /**
             * Format: int32
             * @description Points that pay `value_minor`.
             */
            value_points: number;
        };
        MaySellByRule: {
            rule: components["schemas"]["RuleName"];
            value: boolean;
        };
        /** @description The key that was sent, without its secret. */
        MeDocument: {
            channel?: components["schemas"]["Channel"] | null;
            key: components["schemas"]["KeyId"];
            /** @description The engine's time, by which a device can set its own right. */
            now: components["schemas"]["Instant"];
            role: components["schemas"]["Role"];
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description Into whom. */
        MergeBody: {
            /** @description The customer who goes on. */
            into: components["schemas"]["CustomerId"];
        };
        /** @description An amount in minor units: 1299 EUR is 12.99 euro. May be negative: a refund. */
        Money: {
            /**
             * Format: int64
             * @description Minor units of the currency.
             */
            amount: number;
            /** @description ISO 4217. */
            currency: components["schemas"]["Currency"];
        };
        /** @description Where it stands in the log. */
        Moved: {
            moved: number;
            position: components["schemas"]["Position"];
            trace: string;
        };
        /** @description A movement that is asked for. */
        Movement: {
            expires_at?: components["schemas"]["Instant"] | null;
            /** @description Where from. */
            from: components["schemas"]["Account"];
            /** @description What moves: the retailer's number, or a GTIN. */
            item: components["schemas"]["ItemId"];
            lot?: components["schemas"]["LotId"] | null;
            occurred_at?: components["schemas"]["Instant"] | null;
            /** @description How much of its unit. */
            quantity: components["schemas"]["Quantity"];
            /** @description Why. */
            reason: components["schemas"]["Reason"];
            reference?: components["schemas"]["Reference"] | null;
            /** @description Where to. */
            to: components["schemas"]["Account"];
        };
        MovesBody: {
            moves: components["schemas"]["Movement"][];
        };
        /** @description A gift card with its code, which is shown this once. */
        NewCard: components["schemas"]["CardDocument"] & {
            /** @description What spends it. It is not kept: write it down now. */
            code: string;
        };
        /** @description A key with its secret, which is shown this once. */
        NewKey: components["schemas"]["KeyDocument"] & {
            /** @description What goes behind `Bearer`. It is not kept: write it down now. */
            secret: string;
        };
        /** @description A promotion or a coupon that was not given, and why. */
        NotApplied: {
            coupon?: components["schemas"]["CouponCode"] | null;
            promotion?: components["schemas"]["PromotionId"] | null;
            /** @description Why not. */
            reason: components["schemas"]["NotGiven"];
        };
        /** @description Why a promotion or a coupon was not given. */
        NotGiven: {
            /** @enum {string} */
            because: "unknown_coupon";
        } | {
            /** @enum {string} */
            because: "no_coupon";
        } | {
            /** @enum {string} */
            because: "not_now";
        } | {
            /** @enum {string} */
            because: "not_here";
        } | {
            /** @enum {string} */
            because: "not_on_channel";
        } | {
            /** @enum {string} */
            because: "other_currency";
        } | {
            /** @enum {string} */
            because: "members_only";
        } | {
            /** @enum {string} */
            because: "other_group";
        } | {
            /** @enum {string} */
            because: "no_goods";
        } | {
            /** @enum {string} */
            because: "too_few";
            /**
             * Format: int32
             * @description How many units more it takes.
             */
            missing: number;
        } | {
            /** @enum {string} */
            because: "spend_more";
            /**
             * Format: int64
             * @description How much more it takes, in minor units.
             */
            missing: number;
        } | {
            /** @enum {string} */
            because: "not_better";
        } | {
            /** @enum {string} */
            because: "budget_used_up";
        } | {
            /** @enum {string} */
            because: "used_up";
        } | {
            /** @enum {string} */
            because: "no_customer";
        } | {
            /** @enum {string} */
            because: "used_up_by_customer";
        } | {
            /** @enum {string} */
            because: "coupon_used_up";
        };
        /** @description What is taken off once enough is spent. */
        Off: {
            /** @enum {string} */
            kind: "percent";
            /**
             * Format: int32
             * @description In parts per million.
             */
            rate_ppm: number;
        } | {
            /**
             * Format: int64
             * @description In minor units.
             */
            amount: number;
            /** @enum {string} */
            kind: "amount";
        };
        /** @description A way of delivery as it is sent. */
        OfferBody: {
            country?: components["schemas"]["Word"] | null;
            currency: components["schemas"]["Currency"];
            /** @description When it costs nothing. */
            free?: components["schemas"]["FreeDelivery"][];
            /**
             * Format: int64
             * @description What shoppers pay, in minor units.
             */
            price: number;
            /** @description `standard`, `express`, …: of each, shoppers see the one that is nearest to their country. */
            service: components["schemas"]["Word"];
            /** @description What people call it. */
            title: components["schemas"]["Label"];
        };
        /** @description A way of delivery that shoppers are offered at a price. */
        OfferName: string;
        OfferPage: {
            delivery_offers: components["schemas"]["DeliveryOffer"][];
        };
        /** @description From when to when. */
        OpenHours: {
            /** @description When it opens. */
            from: components["schemas"]["TimeOfDay"];
            /** @description When it closes; `24:00` at the end of the day. */
            to: components["schemas"]["TimeOfDay"];
        };
        OrderBatch: {
            orders: components["schemas"]["OrderBody"][];
        };
        /** @description What came of each order of a batch, in their order. */
        OrderBatchAnswer: {
            results: components["schemas"]["OrderBatchResult"][];
        };
        OrderBatchResult: {
            order?: components["schemas"]["OrderDocument"] | null;
            problem?: components["schemas"]["Problem"] | null;
            /** Format: int32 */
            status: number;
        };
        /** @description An order that is asked for. */
        OrderBody: {
            /**
             * Format: int64
             * @description What the carriage costs, in minor units.
             */
            carriage?: number;
            channel: components["schemas"]["Channel"];
            contact?: components["schemas"]["OrderContact"] | null;
            coupons?: components["schemas"]["CouponCode"][];
            currency?: components["schemas"]["Currency"] | null;
            customer?: components["schemas"]["CustomerId"] | null;
            delivery: components["schemas"]["Delivery"];
            hold?: components["schemas"]["HoldId"] | null;
            lines: components["schemas"]["OrderLineBody"][];
            order?: components["schemas"]["OrderId"] | null;
            promised_at?: components["schemas"]["Instant"] | null;
            /** @description How it is paid, all of it. */
            tenders: components["schemas"]["TenderBody"][];
            /**
             * Format: int64
             * @description How long to wait for the payment before the answer is that it is under way.
             */
            wait_ms?: number;
        };
        /** @description Which orders; all of it must hold, and what is not said holds. */
        OrderConditions: {
            /** @description With at least one item of one of these categories. */
            categories?: components["schemas"]["Label"][];
            /** @description Placed on one of these. */
            channels?: components["schemas"]["Channel"][];
            /** @description Going to one of these. */
            countries?: components["schemas"]["Country"][];
            /** @description To be had in one of these ways. */
            methods?: components["schemas"]["DeliveryMethod"][];
            /** @description With one of these services. */
            services?: components["schemas"]["Word"][];
            /**
             * Format: int64
             * @description Worth this much or less.
             */
            value_max?: number | null;
            /**
             * Format: int64
             * @description Worth this much or more, in minor units.
             */
            value_min?: number | null;
        };
        /** @description Whom to tell, and where the goods go. */
        OrderContact: {
            address?: components["schemas"]["PostalAddress"] | null;
            email?: string | null;
            name?: string | null;
            phone?: string | null;
        };
        /** @description An order. */
        OrderDocument: {
            /** Format: int64 */
            carriage: number;
            channel: components["schemas"]["Channel"];
            contact?: components["schemas"]["OrderContact"] | null;
            currency: components["schemas"]["Currency"];
            customer?: components["schemas"]["CustomerId"] | null;
            delivery: components["schemas"]["Delivery"];
            fulfilments: components["schemas"]["FulfilmentDocument"][];
            /** @description Whether a time limit has passed. */
            late: boolean;
            lines: components["schemas"]["OrderLineDocument"][];
            /** @description What may be done to it as a whole. */
            next: components["schemas"]["OrderStep"][];
            order: components["schemas"]["OrderId"];
            payments: components["schemas"]["PaymentSummary"][];
            pickup_code?: components["schemas"]["Word"] | null;
            placed_at: components["schemas"]["Instant"];
            promised_at?: components["schemas"]["Instant"] | null;
            refused?: components["schemas"]["Refused"] | null;
            routing?: components["schemas"]["RoutingAnswer"] | null;
            /** @description `placed`, `refused`, `released`, `parked`, `in_progress`, `completed` or `cancelled`. */
            state: string;
            /** @description What happened to it, the first first; where one order is asked for. */
            timeline?: components["schemas"]["TimelineStep"][] | null;
            /**
             * Format: int64
             * @description What it costs, less what was cancelled, in minor units.
             */
            total: number;
        };
        /** @description A customer's order. */
        OrderId: string;
        /** @description How long each step of an order may take, in minutes. */
        OrderLimits: {
            /**
             * Format: int32
             * @description Until a site should have begun.
             * @default 30
             */
            claim_minutes?: number;
            /**
             * Format: int32
             * @description Until the shopper should have collected; then the units are free again.
             * @default 10080
             */
            collect_minutes?: number;
            /**
             * Format: int32
             * @description Until a parked fulfilment is cancelled.
             * @default 4320
             */
            parked_cancel_minutes?: number;
            /**
             * Format: int32
             * @description Between two looks at a parked fulfilment.
             * @default 15
             */
            parked_minutes?: number;
            /**
             * Format: int32
             * @description Until providers must have answered; the units are held for as long.
             * @default 15
             */
            payment_minutes?: number;
            /**
             * Format: int32
             * @description Until the goods should have been picked.
             * @default 60
             */
            pick_minutes?: number;
            /**
             * Format: int32
             * @description Until the goods should lie ready, or have left.
             * @default 120
             */
            ready_minutes?: number;
            /**
             * @description Whether what no site has claimed in time goes to another by itself.
             * @default false
             */
            reroute_unclaimed?: boolean;
        };
        /** @description A line that is ordered. */
        OrderLineBody: {
            delivery?: components["schemas"]["Delivery"] | null;
            item: components["schemas"]["ItemId"];
            quantity: components["schemas"]["Quantity"];
            /** @description What the shopper takes instead where it cannot be found. */
            substitutes?: components["schemas"]["ItemId"][];
        };
        /** @description A line of an order. */
        OrderLineDocument: {
            /** Format: int64 */
            cancelled: number;
            delivery?: components["schemas"]["Delivery"] | null;
            /** Format: int64 */
            discount: number;
            item: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description How much is with the shopper or on its way.
             */
            left: number;
            /** Format: int32 */
            line: number;
            name: components["schemas"]["Label"];
            /** Format: int64 */
            quantity: number;
            /** Format: int64 */
            returned: number;
            /** @description `open`, `cancelled`, `left`, `returned` or `partly`. */
            state: string;
            substitutes?: components["schemas"]["ItemId"][];
            /** Format: int64 */
            tax: number;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            unit_price: number;
        };
        OrderPage: {
            next_cursor?: string | null;
            orders: components["schemas"]["OrderDocument"][];
        };
        /**
         * @description Something that may be done to an order or a fulfilment, in the contract's words.
         * @enum {string}
         */
        OrderStep: "accept" | "pick" | "stage" | "arrive" | "hand_over" | "ship" | "deliver" | "reject" | "put_back" | "route" | "cancel" | "refund" | "return";
        /**
         * @description Where stock comes from and goes to that no site of ours holds.
         * @enum {string}
         */
        Outside: "supplier" | "customer" | "waste" | "shrink";
        /** @description A line that sold more than the book knew of: the shelf is right and the book was wrong. */
        Oversold: {
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description How many units the book is below zero now.
             */
            units: number;
        };
        /** @description Who a hold is for: a basket, a shopper, an order. */
        OwnerId: string;
        Pair: {
            item: components["schemas"]["ItemId"];
            site: components["schemas"]["SiteId"];
        };
        PairsBody: {
            channel?: components["schemas"]["Channel"] | null;
            pairs: components["schemas"]["Pair"][];
        };
        /** @description Where an order waits that could not be routed. */
        Parked: {
            cancel_at?: components["schemas"]["Instant"] | null;
            /** @description The queue. */
            queue: components["schemas"]["Word"];
        };
        /**
         * @description What has become of a part of a refund.
         * @enum {string}
         */
        PartState: "done" | "pending" | "declined";
        /** @description A payment. */
        PaymentDocument: components["schemas"]["PaymentSummary"] & {
            /** @description What the provider was asked, the first first. */
            asks: components["schemas"]["AskDocument"][];
            currency: components["schemas"]["Currency"];
            order: components["schemas"]["OrderId"];
            reference?: components["schemas"]["Word"] | null;
        };
        /** @description One means by which an order is paid. */
        PaymentId: string;
        /**
         * @description What a provider may be asked for.
         * @enum {string}
         */
        PaymentOperation: "authorise" | "capture" | "void" | "refund";
        /** @description A payment of an order. */
        PaymentSummary: {
            /** Format: int64 */
            authorised: number;
            /** Format: int64 */
            captured: number;
            kind: components["schemas"]["Word"];
            payment: components["schemas"]["PaymentId"];
            /** Format: int64 */
            refunded: number;
            /**
             * @description `pending`, `unsure`, `authorised`, `declined`, `partly_captured`, `captured`, `voided`, `partly_refunded` or
             *     `refunded`.
             */
            state: string;
        };
        PendingDocument: {
            available_at: components["schemas"]["Instant"];
            /** Format: int64 */
            points: number;
            /** @description The order or receipt they were earned with. */
            source: components["schemas"]["Reference"];
        };
        /** @description Percentiles of a delay, in milliseconds. */
        Percentiles: {
            /**
             * Format: int64
             * @description How many there were.
             */
            count: number;
            /**
             * Format: double
             * @description None was slower.
             */
            max_ms: number;
            /**
             * Format: double
             * @description Half were quicker.
             */
            p50_ms: number;
            /**
             * Format: double
             * @description 95 of 100 were quicker.
             */
            p95_ms: number;
            /**
             * Format: double
             * @description 99 of 100 were quicker.
             */
            p99_ms: number;
        };
        PickBody: {
            by?: components["schemas"]["Word"] | null;
            /** @description What was found, line by line; all of it where nothing is said. */
            lines?: components["schemas"]["FoundBody"][] | null;
        };
        /** @description A part of the engine that the settings switch on or off. */
        PillarDocument: {
            on: boolean;
            pillar: string;
        };
        PointsDocument: {
            /**
             * Format: int64
             * @description Points that may be spent.
             */
            available: number;
            /** @description When available points expire, the first first. */
            expiring: components["schemas"]["LotDocument"][];
            /** @description When pending points may be spent, the first first. */
            maturing: components["schemas"]["PendingDocument"][];
            /**
             * Format: int64
             * @description Points that may be spent later.
             */
            pending: number;
            /**
             * Format: int64
             * @description Points that are set aside for payments.
             */
            reserved: number;
            worth?: components["schemas"]["Money"] | null;
        };
        PolicyBody: {
            /** @description Whether it is in force. */
            on: boolean;
        };
        /** @description A sentence that joins the pillars. */
        PolicyDocument: {
            last_minute: components["schemas"]["Percentiles"];
            on: boolean;
            policy: string;
            /** @description What it answered since the start, from the arrival of the signal until the answer was durable. */
            since_start: components["schemas"]["Percentiles"];
        };
        PolicyList: {
            measured_since: components["schemas"]["Instant"];
            pillars: components["schemas"]["PillarDocument"][];
            policies: components["schemas"]["PolicyDocument"][];
        };
        /**
         * Format: int64
         * @description The place of an entry in the log: 1 is the first, and there are no gaps.
         */
        Position: number;
        /** @description Where goods are brought to. */
        PostalAddress: {
            city?: string | null;
            country?: string | null;
            extra?: string | null;
            postal_code?: string | null;
            region?: string | null;
            street?: string | null;
        };
        /**
         * @description What a posted hold becomes.
         * @enum {string}
         */
        PostAs: "sale" | "allocation";
        PostBody: {
            /** @description What it becomes. */
            as?: components["schemas"]["PostAs"];
            /** @description What is taken; all where nothing is said. The rest is given back. */
            lines?: components["schemas"]["PostLineBody"][] | null;
        };
        /** @description Part of a hold that is to be taken. */
        PostLineBody: {
            item: components["schemas"]["ItemId"];
            quantity: components["schemas"]["Quantity"];
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description A basket that is to be routed. */
        PreviewBody: {
            channel: components["schemas"]["Channel"];
            delivery: components["schemas"]["Delivery"];
            /** @description Sites that may not serve. */
            exclude?: components["schemas"]["SiteId"][];
            hold?: components["schemas"]["HoldId"] | null;
            lines: components["schemas"]["BasketLine"][];
            promised_at?: components["schemas"]["Instant"] | null;
            rules?: components["schemas"]["RulesBody"] | null;
        };
        /** @description What a basket costs at some time. All amounts are in minor units of its currency, and all sums come out to the unit. */
        PricedBasket: {
            /** @description As of when. */
            at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description What the shopper pays in cash, where the smallest coin is too large for the total.
             */
            cash_total?: number | null;
            /** @description ISO 4217; `XXX` where the retailer has named none. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int64
             * @description What was taken off all lines.
             */
            discount: number;
            /** @description Its lines, in the order in which they were given. */
            lines: components["schemas"]["PricedLine"][];
            /** @description Promotions and coupons that might have been given and were not, with the reason. */
            not_applied?: components["schemas"]["NotApplied"][];
            /** @description The promotions that were given, to be counted when the basket becomes an order. */
            redemptions?: components["schemas"]["Redemption"][];
            /**
             * Format: int64
             * @description The taxes of all lines, whether the prices have them in them or not.
             */
            tax: number;
            /**
             * Format: int64
             * @description What the shopper pays.
             */
            total: number;
        };
        /**
         * @description What a line costs: `list_amount` less all discounts is what its goods cost, of which inclusive taxes are a part and to
         *     which the others are added. `net` plus all taxes is `total`.
         */
        PricedLine: {
            /** @description What was taken off, by which promotion. */
            discounts?: components["schemas"]["AppliedDiscount"][];
            /** @description What is bought, by the retailer's number. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int32
             * @description Its number in the basket.
             */
            line: number;
            list?: components["schemas"]["PriceListId"] | null;
            /**
             * Format: int64
             * @description The price of all units.
             */
            list_amount: number;
            /**
             * Format: int64
             * @description What is left, without any tax.
             */
            net: number;
            /**
             * Format: int32
             * @description For how many units that is.
             */
            per?: number;
            /** @description How much of its unit. */
            quantity: components["schemas"]["Quantity"];
            /** @description Which taxes that bears. */
            taxes?: components["schemas"]["AppliedTax"][];
            /**
             * Format: int64
             * @description What the shopper pays.
             */
            total: number;
            /**
             * Format: int64
             * @description What it costs before discounts.
             */
            unit_price: number;
        };
        /** @description What an item costs on a list, from some time on. */
        PriceEntry: {
            /** @description The item: the retailer's number, or a GTIN. */
            item: components["schemas"]["ItemId"];
            /**
             * Format: int32
             * @description For how many units that is: 1,000 for a price per kilogram of an item that is counted in grams.
             * @default 1
             */
            per?: number;
            /**
             * Format: int64
             * @description What it costs, in minor units; without it the list has no price for the item from then on.
             */
            unit_price?: number | null;
            valid_from?: components["schemas"]["Instant"] | null;
            valid_until?: components["schemas"]["Instant"] | null;
        };
        /** @description A price list. Where it says nothing of sites, channels, groups or times, it is for all of them. */
        PriceList: {
            /** @description The channels it is for. */
            channels?: components["schemas"]["Channel"][];
            /** @description What its prices are in. `XXX` stands for the retailer's only currency, where nobody has named it. */
            currency: components["schemas"]["Currency"];
            /** @description The groups of customers it is for. */
            groups?: components["schemas"]["GroupName"][];
            /** @description What it is called. */
            list: components["schemas"]["PriceListId"];
            name?: components["schemas"]["Label"] | null;
            /**
             * Format: int32
             * @description Of the lists that have a price for an item, the one with the highest number gives it. Among equals the list that
             *     is for fewer (groups, then sites, then channels, then a time) goes first, then the name that sorts first.
             */
            priority?: number;
            /** @description The groups of sites it is for. */
            regions?: components["schemas"]["RegionId"][];
            /** @description The sites it is for. Sites and regions add up. */
            sites?: components["schemas"]["SiteId"][];
            valid_from?: components["schemas"]["Instant"] | null;
            valid_until?: components["schemas"]["Instant"] | null;
        };
        /** @description A price list as it is sent. Where it says nothing of sites, channels, groups or times, it is for all of them. */
        PriceListBody: {
            channels?: components["schemas"]["Channel"][];
            currency: components["schemas"]["Currency"];
            groups?: components["schemas"]["GroupName"][];
            name?: components["schemas"]["Label"] | null;
            /**
             * Format: int32
             * @description Of the lists that have a price for an item, the one with the highest number gives it. Among equals the list that
             *     is for fewer (groups, then sites, then channels, then a time) goes first, then the name that sorts first.
             */
            priority?: number;
            regions?: components["schemas"]["RegionId"][];
            sites?: components["schemas"]["SiteId"][];
            valid_from?: components["schemas"]["Instant"] | null;
            valid_until?: components["schemas"]["Instant"] | null;
        };
        /** @description A price list. */
        PriceListId: string;
        PriceListPage: {
            lists: components["schemas"]["PriceList"][];
            next_cursor?: string | null;
        };
        PricePage: {
            list: components["schemas"]["PriceListId"];
            next_cursor?: string | null;
            /** @description What counts now, and what will begin to count. */
            prices: components["schemas"]["PriceEntry"][];
        };
        PricesBody: {
            prices: components["schemas"]["PriceEntry"][];
        };
        /** @description How many prices were sent. */
        PricesTaken: {
            count: number;
            list: components["schemas"]["PriceListId"];
        };
        /** @description A problem document. */
        Problem: {
            /** @description What is wrong here, and what to do instead. */
            detail: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind of problem in words. */
            title: string;
            /** @description A URI that names the kind of problem; its last segment says it in words. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Name, addresses, numbers. */
        Profile: {
            addresses?: components["schemas"]["Address"][];
            /** @description In small letters. */
            email?: string | null;
            name?: components["schemas"]["Label"] | null;
            /** @description A plus sign and digits. */
            phone?: string | null;
        };
        /** @description A way to get the basket. */
        Promise: {
            arrives_by?: components["schemas"]["Instant"] | null;
            /**
             * Format: double
             * @description How sure it is, 0 to 1.
             */
            confidence: number;
            /**
             * Format: int32
             * @description How far that is from the shopper.
             */
            distance_km?: number | null;
            /** @description Who orders by then gets it so. */
            latest_order_at: components["schemas"]["Instant"];
            /** @description How. */
            method: components["schemas"]["DeliveryMethod"];
            /** @description What comes from where. */
            parts: components["schemas"]["PromisePart"][];
            ready_at?: components["schemas"]["Instant"] | null;
            /** @description Why then, in words. */
            reason: string;
            service?: components["schemas"]["Word"] | null;
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description What can be had, best first, and what cannot. */
        PromiseAnswer: {
            /** @description What cannot. */
            impossible: components["schemas"]["Impossible"][];
            /** @description What can be had: for each method, soonest first. */
            promises: components["schemas"]["Promise"][];
        };
        /** @description What comes from one site. */
        PromisePart: {
            arrives_by?: components["schemas"]["Instant"] | null;
            carrier?: components["schemas"]["CarrierName"] | null;
            /** @description What. */
            lines: components["schemas"]["AssignedLine"][];
            /** @description When it is packed. */
            ready_at: components["schemas"]["Instant"];
            /** @description The site. */
            site: components["schemas"]["SiteId"];
        };
        /** @description A basket for which dates are asked. */
        PromisesBody: {
            at?: components["schemas"]["Instant"] | null;
            basket: components["schemas"]["BasketLine"][];
            channel?: components["schemas"]["Channel"] | null;
            hold?: components["schemas"]["HoldId"] | null;
            methods: components["schemas"]["DeliveryMethod"][];
            place?: components["schemas"]["Destination"] | null;
            /** @description Where it is to come from, or to be collected; everywhere where nothing is said. */
            sites?: components["schemas"]["SiteId"][];
        };
        /** @description When and how it can be had. */
        PromisesDocument: components["schemas"]["PromiseAnswer"] & {
            as_of: components["schemas"]["Instant"];
        };
        /** @description A promotion. */
        Promotion: {
            /** @description What is given. */
            benefit: components["schemas"]["Benefit"];
            best_of?: components["schemas"]["Word"] | null;
            /** @description Where, when and to whom. */
            conditions?: components["schemas"]["Conditions"];
            currency?: components["schemas"]["Currency"] | null;
            /** @description On which goods; on all where nothing is said. A bundle names its goods itself. */
            goods?: components["schemas"]["Selection"];
            /** @description How often, and how much. */
            limits?: components["schemas"]["Limits"];
            name?: components["schemas"]["Label"] | null;
            /**
             * Format: int32
             * @description The highest number goes first; among equals the name that sorts first.
             */
            priority?: number;
            /** @description What it is called. */
            promotion: components["schemas"]["PromotionId"];
            /** @description Beside which others. */
            stacking?: components["schemas"]["Stacking"];
        };
        /** @description A promotion as it is sent. */
        PromotionBody: {
            benefit: components["schemas"]["Benefit"];
            best_of?: components["schemas"]["Word"] | null;
            conditions?: components["schemas"]["Conditions"];
            currency?: components["schemas"]["Currency"] | null;
            /** @description On which goods; on all where nothing is said. */
            goods?: components["schemas"]["Selection"];
            limits?: components["schemas"]["Limits"];
            name?: components["schemas"]["Label"] | null;
            /**
             * Format: int32
             * @description The highest number goes first; among equals the name that sorts first.
             */
            priority?: number;
            stacking?: components["schemas"]["Stacking"];
        };
        /** @description A promotion with what was given of it. */
        PromotionDocument: components["schemas"]["Promotion"] & {
            /**
             * Format: int64
             * @description What it took off them, in minor units.
             */
            given: number;
            /**
             * Format: int64
             * @description How many baskets that became orders have had it.
             */
            uses: number;
            /**
             * Format: int32
             * @description The how manieth version it is, from 1.
             */
            version: number;
        };
        /** @description A promotion. */
        PromotionId: string;
        PromotionPage: {
            next_cursor?: string | null;
            promotions: components["schemas"]["Promotion"][];
        };
        /** @description A purchase order. */
        PurchaseOrderId: string;
        /**
         * Format: int64
         * @description One or more of an item's unit (pieces, grams, millilitres, millimetres), so a movement of nothing cannot be written down.
         *     Bounds may widen, never narrow: old events must still parse.
         */
        Quantity: number;
        /** @description A country, or the part of it whose postal codes begin so. */
        Reach: {
            /** @description The country. */
            country: components["schemas"]["Country"];
            postal_prefix?: components["schemas"]["Word"] | null;
        };
        /**
         * @description Why stock moved.
         * @enum {string}
         */
        Reason: "receipt" | "transfer" | "sale" | "return" | "adjustment" | "count" | "damage" | "waste" | "theft" | "put_away" | "pick" | "pack" | "ship";
        /** @description A receipt. */
        ReceiptDocument: {
            currency: components["schemas"]["Currency"];
            customer?: components["schemas"]["CustomerId"] | null;
            lines: components["schemas"]["ReceiptLineDocument"][];
            /** Format: int64 */
            paid: number;
            position: components["schemas"]["Position"];
            /** Format: int64 */
            refunded: number;
            /** @description What came back of it before. */
            returns: components["schemas"]["ReturnId"][];
            sale: components["schemas"]["SaleId"];
            site: components["schemas"]["SiteId"];
            sold_at: components["schemas"]["Instant"];
            tenders: components["schemas"]["ReceiptTenderDocument"][];
            till?: components["schemas"]["Reference"] | null;
        };
        /** @description A line of a receipt, and what of it can still come back. */
        ReceiptLineDocument: {
            item: components["schemas"]["ItemId"];
            /** Format: int32 */
            line: number;
            name: components["schemas"]["Label"];
            /**
             * Format: int64
             * @description What was paid for all of it, in minor units.
             */
            paid: number;
            /** Format: int64 */
            quantity: number;
            /**
             * Format: int64
             * @description How much of it can still come back.
             */
            returnable: number;
            /** Format: int64 */
            returned: number;
            /**
             * Format: int64
             * @description What that was paid with.
             */
            value: number;
        };
        ReceiptPage: {
            receipts: components["schemas"]["ReceiptDocument"][];
        };
        /** @description How a receipt was paid. */
        ReceiptTenderDocument: {
            /**
             * Format: int64
             * @description What it can give back at most: what was paid with it, the change taken off.
             */
            amount: number;
            /** Format: int64 */
            given_back: number;
            means: components["schemas"]["Word"];
        };
        /** @description What arrived. */
        ReceiveBody: {
            /** @description What was found; all that was sent where it is not said. */
            lines?: components["schemas"]["ShipmentLine"][] | null;
            /** @description Whether more of it is still to come. Without that, what is missing is booked to `shrink`. */
            more_to_come?: boolean;
            site: components["schemas"]["SiteId"];
        };
        /** @description What came of a receipt. */
        Received: {
            closed: boolean;
            /** @description Where what came is not what was sent. */
            differences: components["schemas"]["Difference"][];
            position: components["schemas"]["Position"];
            shipment: components["schemas"]["ShipmentId"];
            trace: string;
        };
        /** @description A promotion that is given to a basket, to be counted against its limits. */
        Redemption: {
            /**
             * Format: int64
             * @description What it took off all lines, in minor units.
             */
            amount: number;
            coupon?: components["schemas"]["CouponCode"] | null;
            /** @description The promotion. */
            promotion: components["schemas"]["PromotionId"];
            /**
             * Format: int32
             * @description How many baskets that is: one, or none where only a part is given back.
             */
            uses: number;
        };
        /** @description What a movement refers to on paper. */
        Reference: string;
        RefundAgainBody: {
            by?: components["schemas"]["Word"] | null;
            refund_to?: components["schemas"]["RefundTo"];
        };
        RefundBody: {
            /**
             * Format: int64
             * @description How much, in minor units; no more than was taken.
             */
            amount: number;
            reason: components["schemas"]["Word"];
        };
        /** @description A part of the refund. */
        RefundDocument: {
            /** Format: int64 */
            amount: number;
            /** @description What spends the gift card; shown to whoever asked for it, and nobody else. */
            code?: string | null;
            gift_card?: components["schemas"]["GiftCardId"] | null;
            means?: components["schemas"]["Word"] | null;
            payment?: components["schemas"]["PaymentId"] | null;
            state: components["schemas"]["PartState"];
            /** @description `payment`, `till` or `gift_card`. */
            to: string;
        };
        /**
         * @description How far the money of a return has got.
         * @enum {string}
         */
        RefundState: "refunded" | "refund_pending" | "refund_failed";
        /**
         * @description How the shopper gets the money back.
         * @enum {string}
         */
        RefundTo: "original" | "gift_card" | "exchange";
        /** @description Why an order never came about. */
        Refused: {
            /** @description Its word for why. */
            code: components["schemas"]["Word"];
            /** @description Which payment. */
            payment: components["schemas"]["PaymentId"];
            /** @enum {string} */
            reason: "payment_declined";
        } | {
            /** @enum {string} */
            reason: "payment_timed_out";
        } | {
            /** @enum {string} */
            reason: "stock_gone";
        } | {
            /** @enum {string} */
            reason: "given_up";
        };
        /** @description A group of sites. */
        Region: {
            region: components["schemas"]["RegionId"];
            sites: components["schemas"]["SiteId"][];
        };
        /** @description A region as it is sent. */
        RegionBody: {
            sites: components["schemas"]["SiteId"][];
        };
        /** @description A group of sites. */
        RegionId: string;
        RegionPage: {
            regions: components["schemas"]["Region"][];
        };
        RejectBody: {
            by?: components["schemas"]["Word"] | null;
            /** @description What cannot be served; all of it where nothing is said. */
            lines?: components["schemas"]["LineQuantity"][] | null;
            /** @description `not_found` and `damaged` speak of the stock, which is doubted from then on; `too_busy` and `closed` do not. */
            reason: components["schemas"]["Word"];
        };
        /** @description What would be otherwise. */
        ReplayAnswer: {
            /** @description What it comes to under the rules that are tried; where none are, under those in force. */
            after: components["schemas"]["ReplayTotals"];
            /** @description What it comes to so. */
            before: components["schemas"]["ReplayTotals"];
            /** @description With what is compared. */
            before_is: components["schemas"]["ReplayBasis"];
            /** @description The first of them. */
            differences: components["schemas"]["ReplayDifference"][];
            /**
             * Format: int32
             * @description How many orders come out otherwise: from other sites, or with other units from them.
             */
            differing: number;
            /**
             * Format: int32
             * @description How many orders were replayed.
             */
            orders: number;
            /** @description Whether there were more in the window than one replay takes; the oldest were taken. */
            truncated: boolean;
        };
        /**
         * @description With what a replay is compared.
         * @enum {string}
         */
        ReplayBasis: "rules_in_force" | "as_served";
        /** @description Which orders, and under which rules. */
        ReplayBody: {
            channel?: components["schemas"]["Channel"] | null;
            /** @description Orders placed then or later. */
            from: components["schemas"]["Instant"];
            /**
             * @description So many of the orders that come out otherwise are told.
             * @default 20
             */
            limit?: number | null;
            method?: components["schemas"]["DeliveryMethod"] | null;
            replaces?: components["schemas"]["RuleName"] | null;
            rules?: components["schemas"]["RulesBody"] | null;
            /** @description And before then, at most 31 days later. */
            to: components["schemas"]["Instant"];
        };
        /** @description An order that comes out otherwise. */
        ReplayDifference: {
            /** @description Who would serve it. */
            after: components["schemas"]["ReplayedRoute"];
            /** @description Who serves it so. */
            before: components["schemas"]["ReplayedRoute"];
            /** @description The order. */
            order: components["schemas"]["OrderId"];
            /** @description When it was placed. */
            placed_at: components["schemas"]["Instant"];
        };
        /** @description What one site sends. */
        ReplayedParcel: {
            cost?: components["schemas"]["CostParts"] | null;
            /**
             * Format: int32
             * @description How far it goes.
             */
            distance_km?: number | null;
            /** @description What it serves. */
            lines: components["schemas"]["AssignedLine"][];
            /** @description The site. */
            site: components["schemas"]["SiteId"];
        };
        /** @description Who serves an order. */
        ReplayedRoute: {
            batch?: components["schemas"]["RuleName"] | null;
            /** @description What is sent. */
            parcels: components["schemas"]["ReplayedParcel"][];
            queue?: components["schemas"]["Word"] | null;
            rule?: components["schemas"]["RuleName"] | null;
            /** @description What nobody serves. */
            unrouted?: components["schemas"]["Unrouted"][];
        };
        /** @description What the routes of all orders come to. */
        ReplayTotals: {
            cost?: components["schemas"]["CostParts"] | null;
            /**
             * Format: int64
             * @description What all parcels cost, in minor units.
             */
            cost_total?: number | null;
            /**
             * Format: int64
             * @description How far all parcels go together, where that is known.
             */
            distance_km: number;
            /**
             * Format: int32
             * @description Parcels that are sent.
             */
            parcels: number;
            /**
             * Format: int32
             * @description Orders of which all or some waits in a queue.
             */
            parked_orders: number;
            /** @description How many orders each site has a part in. */
            sites: {
                [key: string]: number;
            };
            /**
             * Format: int32
             * @description Orders that come in more than one.
             */
            split_orders: number;
            /**
             * Format: int32
             * @description Orders of which nothing is served by anybody.
             */
            unrouted_orders: number;
            /**
             * Format: int64
             * @description Units that nobody serves.
             */
            unrouted_units: number;
        };
        /** @description When somebody is told that a customer returns too much. */
        ReturnAbuseRules: {
            /**
             * Format: int32
             * @description From how many returns on; 0 where their number alone says nothing.
             * @default 10
             */
            returns_from?: number;
            /**
             * Format: int32
             * @description From which share on of what was bought, by value, in parts per million; 0 where the share says nothing.
             * @default 500000
             */
            share_ppm_from?: number;
            /**
             * Format: int32
             * @description From how many returns on the share says something.
             * @default 4
             */
            share_returns_from?: number;
            /**
             * Format: int32
             * @description How many days are looked at.
             * @default 90
             */
            window_days?: number;
        };
        /** @description A return. It names an order, or a sale by its receipt, or says that it is blind. */
        ReturnBody: {
            /** @description Whether they come with neither. */
            blind?: boolean;
            by?: components["schemas"]["Word"] | null;
            channel?: components["schemas"]["Channel"] | null;
            customer?: components["schemas"]["CustomerId"] | null;
            exchange?: components["schemas"]["ExchangeBody"] | null;
            lines: components["schemas"]["ReturnLineBody"][];
            order?: components["schemas"]["OrderId"] | null;
            /** @description Whether what the rules forbid is to be done all the same, by somebody who may. */
            override?: boolean;
            refund_to?: components["schemas"]["RefundTo"] | null;
            return?: components["schemas"]["ReturnId"] | null;
            returned_at?: components["schemas"]["Instant"] | null;
            sale?: components["schemas"]["SaleId"] | null;
            /** @description Where the goods are. */
            site: components["schemas"]["SiteId"];
        };
        /** @description A return. */
        ReturnDocument: {
            /** @description Whether the goods came with neither. */
            blind: boolean;
            by: components["schemas"]["Word"];
            currency: components["schemas"]["Currency"];
            customer?: components["schemas"]["CustomerId"] | null;
            exchange?: components["schemas"]["ExchangeDocument"] | null;
            lines: components["schemas"]["ReturnLineDocument"][];
            order?: components["schemas"]["OrderId"] | null;
            /**
             * Format: int64
             * @description What of that is neither back nor on its way.
             */
            outstanding: number;
            /** @description What the rules forbid and was allowed all the same. */
            overridden?: components["schemas"]["BrokenRule"][];
            /** @description Where the money goes. */
            payments: components["schemas"]["RefundDocument"][];
            /**
             * Format: int64
             * @description What is given back, in minor units: the sum of its lines.
             */
            refund: number;
            refund_to: components["schemas"]["RefundTo"];
            return: components["schemas"]["ReturnId"];
            returned_at: components["schemas"]["Instant"];
            sale?: components["schemas"]["SaleId"] | null;
            site: components["schemas"]["SiteId"];
            /** @description How far its money has got. */
            state: components["schemas"]["RefundState"];
            told_at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description What is not given back, since so much of the order had been given back before.
             */
            withheld: number;
        };
        /**
         * @description In what state goods come back.
         * @enum {string}
         */
        ReturnedCondition: "unopened" | "opened" | "used" | "damaged" | "faulty";
        /** @description A return. */
        ReturnId: string;
        /** @description Goods that come back. */
        ReturnLineBody: {
            condition: components["schemas"]["ReturnedCondition"];
            disposition?: components["schemas"]["Disposition"] | null;
            item?: components["schemas"]["ItemId"] | null;
            /**
             * Format: int32
             * @description The line of the order or of the receipt: 1 is the first. Found by the item where it is not said.
             */
            line?: number | null;
            quantity: components["schemas"]["Quantity"];
            /** @description Why, in your own word: `too_small`, `changed_my_mind`, … */
            reason: components["schemas"]["Word"];
            /**
             * Format: int64
             * @description What one unit is paid back with, of goods that come with nothing. It never is more than it costs now.
             */
            unit_price?: number | null;
        };
        /** @description A line of a return. */
        ReturnLineDocument: {
            condition: components["schemas"]["ReturnedCondition"];
            /** @description What becomes of it, or of most of it. */
            disposition: components["schemas"]["Disposition"];
            /** @description Each way its units go. */
            dispositions: components["schemas"]["GoodsDocument"][];
            /**
             * Format: int64
             * @description What is kept of that.
             */
            fee: number;
            item: components["schemas"]["ItemId"];
            /** Format: int32 */
            line: number;
            name: components["schemas"]["Label"];
            /**
             * Format: int32
             * @description The line of the order or of the receipt.
             */
            of_line?: number | null;
            /** Format: int64 */
            quantity: number;
            reason: components["schemas"]["Word"];
            /**
             * Format: int64
             * @description What is given back.
             */
            refund: number;
            /**
             * Format: int64
             * @description What was paid for it, in minor units.
             */
            value: number;
        };
        ReturnPage: {
            next_cursor?: string | null;
            returns: components["schemas"]["ReturnDocument"][];
        };
        /** @description What may come back, and how. The first category in the list that an item is in goes before what holds for all. */
        ReturnRules: {
            /**
             * @description When somebody is told that a customer returns too much.
             * @default {
             *       "returns_from": 10,
             *       "share_ppm_from": 500000,
             *       "share_returns_from": 4,
             *       "window_days": 90
             *     }
             */
            abuse?: components["schemas"]["ReturnAbuseRules"];
            /**
             * @description Whether what comes back without an order or a receipt may be paid out in cash, and not only on a gift card.
             * @default false
             */
            blind_cash?: boolean;
            /**
             * Format: int64
             * @description Up to which value goods may come back without an order or a receipt, in minor units; not at all where it is not said.
             * @default null
             */
            blind_up_to?: number | null;
            /**
             * @description What holds for some goods only.
             * @default []
             */
            categories?: components["schemas"]["CategoryReturnRules"][];
            /**
             * Format: int32
             * @description How long goods that are taken instead are kept for the shopper, in minutes.
             * @default 60
             */
            exchange_minutes?: number;
            /**
             * @description Who may allow what these rules forbid.
             * @default [
             *       "admin",
             *       "operator"
             *     ]
             */
            may_override?: components["schemas"]["Role"][];
            /**
             * @description Reasons for which nothing is kept, besides damaged and faulty goods.
             * @default []
             */
            no_fee_reasons?: components["schemas"]["Word"][];
            /**
             * @description In which conditions goods are sold again; in others somebody looks at them first.
             * @default [
             *       "unopened",
             *       "opened"
             *     ]
             */
            resell?: components["schemas"]["ReturnedCondition"][];
            /**
             * Format: int32
             * @description What is kept for taking goods back, in parts per million of what was paid.
             * @default 0
             */
            restocking_fee_ppm?: number;
            /**
             * Format: int32
             * @description How many days after they were bought goods may come back.
             * @default 30
             */
            window_days?: number;
        };
        /**
         * @description What the bearer of a key may do.
         * @enum {string}
         */
        Role: "admin" | "operator" | "associate" | "channel" | "read_only";
        /** @description Which sites serve an order, and how that came about. Kept in the log and shown to people, so it is short. */
        RoutingAnswer: {
            /** @description Who serves what. */
            assignments: components["schemas"]["Assignment"][];
            batch?: components["schemas"]["RuleName"] | null;
            /** @description Those asked that tell the most, those chosen first. */
            candidates?: components["schemas"]["Candidate"][];
            /**
             * Format: int32
             * @description How many sites were asked.
             */
            considered: number;
            /**
             * Format: int32
             * @description How far from the best it is at most, in parts per million of its cost; only where that is not nothing.
             */
            gap_ppm_max?: number | null;
            /**
             * Format: int32
             * @description How many possibilities were looked at.
             */
            nodes: number;
            parked?: components["schemas"]["Parked"] | null;
            rule?: components["schemas"]["RuleName"] | null;
            /**
             * Format: int32
             * @description Which version of them.
             */
            rule_version?: number;
            /** @description How the sites were chosen. */
            solver: components["schemas"]["Solver"];
            /**
             * Format: int64
             * @description What it costs altogether, in minor units.
             */
            total_cost: number;
            /** @description What nobody serves. */
            unrouted?: components["schemas"]["Unrouted"][];
            /** @description Why the others were not chosen, and how many. */
            why_not_counts?: {
                [key: string]: number;
            };
        };
        /** @description One attempt. */
        RoutingBatch: {
            /** @description Its name. */
            batch: components["schemas"]["RuleName"];
            /** @description Which sites may serve. */
            from?: components["schemas"]["SiteConditions"];
            /** @description What happens where not all of the order can be served so. */
            incomplete?: components["schemas"]["Incomplete"];
            /** @description Which sites come first, whatever they cost. The cheapest way is taken where nothing is said, and among equals. */
            sort?: components["schemas"]["SiteSort"][];
            /** @description Whether an order may come in parts. */
            split?: components["schemas"]["Split"];
            /** @description Which orders it is for. */
            when?: components["schemas"]["OrderConditions"];
        };
        /** @description Rules for a kind of order: batches that are tried one after the other. */
        RoutingRules: {
            /** @description What is tried, in this order. */
            batches: components["schemas"]["RoutingBatch"][];
            /** @description What becomes of an order that no batch could route. */
            fallback?: components["schemas"]["Fallback"];
            /** @description Their name. */
            name: components["schemas"]["RuleName"];
            /**
             * Format: int32
             * @description Lower ranks are asked first; the first whose conditions fit the order routes it.
             */
            rank?: number;
            /**
             * Format: int32
             * @description Which change of them this is, from 1.
             */
            version?: number;
            /** @description What counts as cheap. */
            weights?: components["schemas"]["CostWeights"];
            /** @description Which orders they are for. */
            when?: components["schemas"]["OrderConditions"];
        };
        RoutingRulesPage: {
            /** @description In the order in which they are asked. */
            rules: components["schemas"]["RoutingRules"][];
        };
        /** @description One row of the ledger. */
        Row: {
            at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description The site's sellable stock after it.
             */
            balance: number;
            by: string;
            /**
             * Format: int64
             * @description By how much the site's sellable stock changed.
             */
            change: number;
            /** @description What moved it. */
            event: string;
            from: components["schemas"]["Account"];
            lot?: components["schemas"]["LotId"] | null;
            occurred_at?: components["schemas"]["Instant"] | null;
            position: components["schemas"]["Position"];
            /** Format: int64 */
            quantity: number;
            reason?: components["schemas"]["Reason"] | null;
            reference?: string | null;
            to: components["schemas"]["Account"];
            trace: string;
        };
        /** @description A stock rule as it is sent. */
        RuleBody: {
            category?: components["schemas"]["Label"] | null;
            channel?: components["schemas"]["Channel"] | null;
            /** Format: int32 */
            channel_buffer?: number | null;
            item?: components["schemas"]["ItemId"] | null;
            may_sell?: boolean | null;
            /** Format: int32 */
            safety_stock?: number | null;
            site?: components["schemas"]["SiteId"] | null;
        };
        /** @description A stock rule. */
        RuleName: string;
        RulePage: {
            rules: components["schemas"]["StockRule"][];
        };
        /** @description Routing rules as they are sent. */
        RulesBody: {
            batches: components["schemas"]["RoutingBatch"][];
            fallback?: components["schemas"]["Fallback"];
            /**
             * Format: int32
             * @description Lower ranks are asked first; the first whose conditions fit the order routes it. 100 where nothing is said.
             */
            rank?: number;
            weights?: components["schemas"]["CostWeights"];
            when?: components["schemas"]["OrderConditions"];
        };
        /** @description A sale that already happened, at a till or in a web shop. */
        Sale: {
            customer?: components["schemas"]["CustomerId"] | null;
            hold?: components["schemas"]["HoldId"] | null;
            /** @description What was sold. */
            lines: components["schemas"]["SaleLine"][];
            /** @description The number of the receipt, unlike any other of this retailer. */
            sale: components["schemas"]["SaleId"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
            /** @description When. */
            sold_at: components["schemas"]["Instant"];
            /** @description How it was paid. */
            tenders?: components["schemas"]["Tender"][];
            till?: components["schemas"]["Reference"] | null;
        };
        /** @description A sale that was taken in. */
        SaleAnswer: {
            /** @description Lines that sold more than the book knew of. The book is below zero there until somebody counts. */
            oversold_at_till: components["schemas"]["Oversold"][];
            position: components["schemas"]["Position"];
            sale: string;
            trace: string;
        };
        /** @description A receipt of a till or a web shop. */
        SaleId: string;
        /** @description One line of a receipt. */
        SaleLine: {
            discount?: components["schemas"]["Amount"] | null;
            /** @description What was sold. */
            item: components["schemas"]["ItemId"];
            /** @description How much. */
            quantity: components["schemas"]["Quantity"];
            /** @description What one unit cost before discounts. */
            unit_price: components["schemas"]["Amount"];
        };
        /**
         * @description Goods: items named one by one, and those that are of one of the categories and of one of the brands, each where any is
         *     named; all where nothing is named. What is excepted is never among them.
         */
        Selection: {
            /** @description Those of one of these brands. */
            brands?: components["schemas"]["Label"][];
            /** @description Those of one of these categories. */
            categories?: components["schemas"]["Label"][];
            /** @description Nor those of any of these brands. */
            except_brands?: components["schemas"]["Label"][];
            /** @description Nor those of any of these categories. */
            except_categories?: components["schemas"]["Label"][];
            /** @description But not these. */
            except_items?: components["schemas"]["ItemId"][];
            /** @description These. */
            items?: components["schemas"]["ItemId"][];
        };
        /**
         * @description What a site does for shoppers.
         * @enum {string}
         */
        Service: "pickup" | "ship" | "sale";
        /** @description A session that has begun. The token is shown this once. */
        Session: {
            shopper: components["schemas"]["CustomerId"];
            /** @description Sent as `Authorization: Bearer …` with all that this shopper asks. */
            token: string;
        };
        ShipBody: {
            by?: components["schemas"]["Word"] | null;
            carrier: components["schemas"]["Word"];
            tracking?: components["schemas"]["Word"] | null;
        };
        /** @description A shipment, and what of it is still under way. */
        ShipmentDocument: {
            closed_at?: components["schemas"]["Instant"] | null;
            dispatched_at: components["schemas"]["Instant"];
            expected_at?: components["schemas"]["Instant"] | null;
            in_transit: components["schemas"]["UnderWay"][];
            shipment: components["schemas"]["ShipmentId"];
            to: components["schemas"]["SiteId"];
        };
        /** @description A shipment in transit. */
        ShipmentId: string;
        /** @description One line of a shipment. */
        ShipmentLine: {
            /** @description What state it arrived in; for receipts. */
            condition?: components["schemas"]["Condition"];
            expires_at?: components["schemas"]["Instant"] | null;
            /** @description The item. */
            item: components["schemas"]["ItemId"];
            lot?: components["schemas"]["LotId"] | null;
            /** @description How much. */
            quantity: components["schemas"]["Quantity"];
        };
        /** @description Who a session is for. */
        ShopperDocument: {
            channel?: components["schemas"]["Channel"] | null;
            shopper: components["schemas"]["CustomerId"];
        };
        /**
         * @description What is shown of a customer as a person.
         * @enum {string}
         */
        Shown: "shown" | "none" | "hidden" | "erased";
        /** @description A store, a warehouse: a place that holds stock. */
        Site: {
            /**
             * Format: int32
             * @description How many orders it can pick in a day.
             */
            daily_order_capacity?: number | null;
            gln?: components["schemas"]["Gln"] | null;
            /** @description What it is. */
            kind: components["schemas"]["SiteKind"];
            /** @description What people call it. */
            name: components["schemas"]["Label"];
            position?: components["schemas"]["GeoPosition"] | null;
            /** @description What it does for shoppers; all of it where nothing is said. */
            serves?: components["schemas"]["Service"][] | null;
            /** @description The retailer's code. */
            site: components["schemas"]["SiteId"];
            /** @description Where its clocks stand. */
            timezone: components["schemas"]["Timezone"];
            /** @description Its parts. */
            zones?: components["schemas"]["Zone"][];
        };
        SiteBatch: {
            sites: components["schemas"]["SiteBody"][];
        };
        /** @description A site as it is sent. */
        SiteBody: {
            /** Format: int32 */
            daily_order_capacity?: number | null;
            gln?: components["schemas"]["Gln"] | null;
            kind: components["schemas"]["SiteKind"];
            name: components["schemas"]["Label"];
            position?: components["schemas"]["GeoPosition"] | null;
            serves?: components["schemas"]["Service"][] | null;
            site?: components["schemas"]["SiteId"] | null;
            timezone: components["schemas"]["Timezone"];
            zones?: components["schemas"]["Zone"][];
        };
        /** @description Which sites; all of it must hold, and what is not said holds. */
        SiteConditions: {
            /**
             * Format: int32
             * @description Able to take this many more orders on its working day, this one included.
             */
            capacity_left_min?: number | null;
            /**
             * Format: int32
             * @description Whose book of the item is at least so sure, in parts per million.
             */
            confidence_ppm_min?: number | null;
            /**
             * Format: int32
             * @description No further from the shopper than this.
             */
            distance_km_max?: number | null;
            /** @description In one of these groups of the site's settings. */
            groups?: components["schemas"]["Label"][];
            /** @description Able to keep the date that the shopper was promised. */
            in_time?: boolean;
            /** @description Of one of these kinds. */
            kinds?: components["schemas"]["SiteKind"][];
            /** @description None of these. */
            not_sites?: components["schemas"]["SiteId"][];
            /** @description In one of these regions. */
            regions?: components["schemas"]["RegionId"][];
            /**
             * Format: int32
             * @description Units of each item that stay there, besides what stock rules keep back.
             */
            safety_stock?: number;
            /** @description One of these. */
            sites?: components["schemas"]["SiteId"][];
        };
        /** @description The retailer's own code of a site: a store, a warehouse. */
        SiteId: string;
        /**
         * @description What a site is.
         * @enum {string}
         */
        SiteKind: "store" | "warehouse" | "dark_store" | "supplier";
        SitePage: {
            next_cursor?: string | null;
            sites: components["schemas"]["Site"][];
        };
        /** @description How a site serves orders. */
        SiteSettings: {
            /** @description When a carrier comes here, where that differs from what it says itself. */
            carrier_cut_offs?: {
                [key: string]: components["schemas"]["TimeOfDay"];
            };
            /** @description Who comes for parcels here; every carrier where nothing is said. */
            carriers?: components["schemas"]["CarrierName"][];
            /** @description Until when an order must be in to be picked the same day. */
            cut_offs?: {
                [key: string]: components["schemas"]["TimeOfDay"];
            };
            /** @description Days that differ. */
            exceptions?: components["schemas"]["DayException"][];
            /** @description Which groups it belongs to, for routing rules to name. */
            groups?: components["schemas"]["Label"][];
            /** @description When it works, by weekday; a weekday that is missing is closed. Around the clock where nothing at all is said. */
            hours?: {
                [key: string]: components["schemas"]["OpenHours"][];
            };
            /**
             * Format: int64
             * @description What each line costs besides, in minor units.
             */
            labour_per_line?: number;
            /**
             * Format: int64
             * @description What a minute of picking costs, in minor units.
             */
            labour_per_minute?: number;
            /**
             * Format: int32
             * @description How long before anything can be picked, in minutes.
             */
            lead_minutes?: number;
            /**
             * Format: int32
             * @description How many orders it can pick in an hour; as many as come where nothing is said.
             */
            orders_per_hour?: number | null;
            /**
             * Format: int32
             * @description What each line adds, in minutes.
             */
            pick_minutes_per_line?: number;
            /**
             * Format: int32
             * @description What an order takes to pick and pack whatever is in it, in minutes.
             */
            pick_minutes_per_order?: number;
            /** @description The site. */
            site: components["schemas"]["SiteId"];
            /**
             * Format: int32
             * @description Which change of them this is, from 1.
             */
            version?: number;
        };
        /** @description How a site serves orders, as it is sent. What is left out is as it is for a site nobody has said anything of. */
        SiteSettingsBody: {
            /** @default {} */
            carrier_cut_offs?: {
                [key: string]: components["schemas"]["TimeOfDay"];
            };
            /** @default [] */
            carriers?: components["schemas"]["CarrierName"][];
            /** @default {} */
            cut_offs?: {
                [key: string]: components["schemas"]["TimeOfDay"];
            };
            /** @default [] */
            exceptions?: components["schemas"]["DayException"][];
            /** @default [] */
            groups?: components["schemas"]["Label"][];
            /**
             * @description By weekday; one that is missing is closed. Around the clock where nothing at all is said.
             * @default {}
             */
            hours?: {
                [key: string]: components["schemas"]["OpenHours"][];
            };
            /**
             * Format: int64
             * @description Minor units.
             * @default 0
             */
            labour_per_line?: number;
            /**
             * Format: int64
             * @description Minor units.
             * @default 0
             */
            labour_per_minute?: number;
            /**
             * Format: int32
             * @default 0
             */
            lead_minutes?: number;
            /**
             * Format: int32
             * @default null
             */
            orders_per_hour?: number | null;
            /**
             * Format: int32
             * @default 0
             */
            pick_minutes_per_line?: number;
            /**
             * Format: int32
             * @default 0
             */
            pick_minutes_per_order?: number;
        };
        SiteSettingsPage: {
            sites: components["schemas"]["SiteSettings"][];
        };
        /** @description Which site comes first. */
        SiteSort: {
            /**
             * Format: int32
             * @description How wide a band is.
             */
            band_km?: number;
            /** @enum {string} */
            by: "distance";
        } | {
            /** @enum {string} */
            by: "stock_balance";
        } | {
            /** @enum {string} */
            by: "capacity_left";
        } | {
            /** @enum {string} */
            by: "confidence";
        } | {
            /** @enum {string} */
            by: "kind";
            /** @description The first comes first; what is not named comes last. */
            order: components["schemas"]["SiteKind"][];
        } | {
            /** @enum {string} */
            by: "most_lines";
        };
        /**
         * @description How sites were chosen.
         * @enum {string}
         */
        Solver: "exact" | "greedy";
        /** @description Whether an order may come in parts. */
        Split: {
            /** @description How far it may be taken apart. */
            allow?: components["schemas"]["Splitting"];
            /**
             * Format: int64
             * @description What each shipment must be worth where there are several, in minor units.
             */
            shipment_value_min?: number | null;
            /**
             * Format: int32
             * @description Into how many shipments at most.
             */
            shipments_max?: number | null;
        };
        /**
         * @description How far an order may be taken apart.
         * @enum {string}
         */
        Splitting: "never" | "lines" | "units";
        /**
         * @description Whether a promotion is given beside others.
         * @enum {string}
         */
        Stacking: "stackable" | "exclusive";
        StageBody: {
            by?: components["schemas"]["Word"] | null;
            /** @description Where: a shelf, a locker. */
            place: components["schemas"]["Label"];
        };
        /** @description How the engine is. */
        Status: {
            /** Format: double */
            actions_per_s: number;
            /** @description Whether the units of every item add up to zero over all accounts. */
            conserved: boolean;
            /** Format: double */
            events_per_s: number;
            /** Format: int64 */
            holds_expired: number;
            holds_open: number;
            /** Format: double */
            holds_per_s: number;
            items: number;
            log: components["schemas"]["LogStatus"];
            /**
             * Format: int64
             * @description Units promised beyond what is there. Only a fact can bring that about: a till sale, a count, damage.
             */
            overcommitted: number;
            /**
             * Format: int64
             * @description Lines that a till sold beyond the book, since the start.
             */
            oversold_at_till: number;
            /**
             * Format: int64
             * @description Of these, what the engine itself has promised too much. Always 0.
             */
            oversold_by_engine: number;
            /** @description Item-site pairs that ever had stock. */
            pairs: number;
            /** @description The newest durable entry. */
            position: components["schemas"]["Position"];
            /** @description Work that waits to be decided. */
            queue_depth: number;
            /** Format: double */
            sale_lines_per_s: number;
            /**
             * Format: double
             * @description Over the last few seconds.
             */
            signals_per_s: number;
            sites: number;
            started_at: components["schemas"]["Instant"];
            version: string;
        };
        Step: {
            /** @description When it was decided. */
            at: components["schemas"]["Instant"];
            /** @description The API key, or the policy, that asked for it. */
            by: string;
            cause?: string | null;
            data: unknown;
            /**
             * Format: double
             * @description From the signal's arrival until this was decided.
             */
            decided_ms: number;
            /**
             * Format: double
             * @description From the signal's arrival until this was durable; until it was decided, for what is no longer in memory.
             */
            delay_ms: number;
            event: string;
            id: string;
            /** @description Of which part of the trace it is, by its number in `parts`. */
            part: number;
            position: components["schemas"]["Position"];
            /**
             * Format: double
             * @description From the arrival of the signal that the whole trace began with until this was durable. It is another than
             *     `delay_ms` where a caller went on with the trace: somebody did the task, somebody opened the notice.
             */
            since_start_ms: number;
            subject?: string | null;
        };
        /** @description A count of a site, or of a zone in it. */
        StockCount: {
            counted_at?: components["schemas"]["Instant"] | null;
            /** @description What was found. An item may stand here once. */
            lines: components["schemas"]["CountLine"][];
            /** @description How. */
            method: components["schemas"]["CountMethod"];
            /** @description Where. */
            site: components["schemas"]["SiteId"];
            zone?: components["schemas"]["ZoneId"] | null;
        };
        /**
         * @description Who may sell what, and how much is kept back. The most specific rule that says something wins:
         *     item before category, then site, then channel.
         */
        StockRule: {
            category?: components["schemas"]["Label"] | null;
            channel?: components["schemas"]["Channel"] | null;
            /**
             * Format: int32
             * @description Further units that this channel does not promise.
             */
            channel_buffer?: number | null;
            item?: components["schemas"]["ItemId"] | null;
            /** @description Whether it may be promised at all. */
            may_sell?: boolean | null;
            /** @description Its name. */
            name: components["schemas"]["RuleName"];
            /**
             * Format: int32
             * @description Units that are never promised.
             */
            safety_stock?: number | null;
            site?: components["schemas"]["SiteId"] | null;
        };
        Stop: {
            item: components["schemas"]["ItemId"];
            name: components["schemas"]["Label"];
            parts: components["schemas"]["StopPart"][];
            /**
             * Format: int64
             * @description For all orders of the wave together.
             */
            quantity: number;
            zone?: components["schemas"]["ZoneId"] | null;
        };
        StopPart: {
            /** Format: int32 */
            line: number;
            /** Format: int64 */
            quantity: number;
            task: string;
        };
        /** @description Supply that is expected at a site: a purchase order. */
        SupplyOrder: {
            /** @description What is still to come. None left: the order is closed. */
            lines: components["schemas"]["ExpectedLine"][];
            /** @description The order. */
            order: components["schemas"]["PurchaseOrderId"];
            /** @description Where to. */
            site: components["schemas"]["SiteId"];
            supplier?: components["schemas"]["Label"] | null;
        };
        /** @description A purchase order as it is sent. Without lines it is closed. */
        SupplyOrderBody: {
            lines: components["schemas"]["ExpectedLine"][];
            site: components["schemas"]["SiteId"];
            supplier?: components["schemas"]["Label"] | null;
        };
        /** @description Something an associate is to do. */
        TaskDocument: {
            bay?: components["schemas"]["Word"] | null;
            by?: components["schemas"]["Word"] | null;
            due_at?: components["schemas"]["Instant"] | null;
            /** Format: int32 */
            fulfilment: number;
            kind: components["schemas"]["TaskKind"];
            late: boolean;
            /** @description What, in the order of the walk. */
            lines: components["schemas"]["TaskLine"][];
            method: components["schemas"]["DeliveryMethod"];
            order: components["schemas"]["OrderId"];
            place?: components["schemas"]["Label"] | null;
            since: components["schemas"]["Instant"];
            site: components["schemas"]["SiteId"];
            /** @description `open` or `claimed`. */
            state: string;
            task: string;
        };
        /**
         * @description What is to be done.
         * @enum {string}
         */
        TaskKind: "pick" | "stage" | "hand_over" | "ship" | "put_back";
        TaskLine: {
            /**
             * Format: double
             * @description How sure the book is, 0 to 1.
             */
            confidence: number;
            item: components["schemas"]["ItemId"];
            /** Format: int32 */
            line: number;
            name: components["schemas"]["Label"];
            /** Format: int64 */
            quantity: number;
            substitutes?: components["schemas"]["ItemId"][];
            zone?: components["schemas"]["ZoneId"] | null;
        };
        TaskList: {
            as_of: components["schemas"]["Instant"];
            tasks: components["schemas"]["TaskDocument"][];
        };
        /**
         * @description A tax. Of the taxes of one kind a line bears the one that is said most closely for it: for its category before for all,
         *     for its site before its region before its place. Taxes of different kinds add up.
         */
        Tax: {
            category?: components["schemas"]["Label"] | null;
            /** @description Whether prices have it in them already. */
            inclusive?: boolean;
            /** @description What kind it is of, such as `vat`, `state`, `county`. */
            kind: components["schemas"]["Word"];
            name?: components["schemas"]["Label"] | null;
            /** @description On what is sent to one of these places. */
            places?: components["schemas"]["TaxPlace"][];
            /**
             * Format: int32
             * @description In parts per million: 190,000 is 19 %.
             */
            rate_ppm: number;
            /** @description On what is sold at the sites of these regions and not sent. */
            regions?: components["schemas"]["RegionId"][];
            /** @description On what is sold at these sites and not sent. */
            sites?: components["schemas"]["SiteId"][];
            /** @description What it is called. */
            tax: components["schemas"]["TaxId"];
            valid_from?: components["schemas"]["Instant"] | null;
            valid_until?: components["schemas"]["Instant"] | null;
        };
        /**
         * @description A tax as it is sent. Of the taxes of one kind a line bears the one that is said most closely for it; taxes of different
         *     kinds add up. Where it says nothing of places, sites or regions, it is raised everywhere.
         */
        TaxBody: {
            category?: components["schemas"]["Label"] | null;
            /** @description Whether prices have it in them already. */
            inclusive?: boolean;
            kind?: components["schemas"]["Word"] | null;
            name?: components["schemas"]["Label"] | null;
            /** @description On what is sent to one of these places. */
            places?: components["schemas"]["TaxPlace"][];
            /**
             * Format: int32
             * @description In parts per million: 190,000 is 19 %.
             */
            rate_ppm: number;
            /** @description On what is sold at the sites of these regions and not sent. */
            regions?: components["schemas"]["RegionId"][];
            /** @description On what is sold at these sites and not sent. */
            sites?: components["schemas"]["SiteId"][];
            valid_from?: components["schemas"]["Instant"] | null;
            valid_until?: components["schemas"]["Instant"] | null;
        };
        /** @description A tax. */
        TaxId: string;
        TaxPage: {
            next_cursor?: string | null;
            taxes: components["schemas"]["Tax"][];
        };
        /** @description A part of the world that a tax is raised in. */
        TaxPlace: {
            /** @description The country. */
            country: components["schemas"]["Country"];
            postal_prefix?: components["schemas"]["Word"] | null;
            region?: components["schemas"]["Word"] | null;
        };
        /** @description How a sale was paid. Never a card number. */
        Tender: {
            /** @description How much. */
            amount: components["schemas"]["Amount"];
            /** @description The means: `cash`, `card`, `gift_card`, `points`, … */
            kind: components["schemas"]["Word"];
        };
        /** @description A means by which the order is to be paid. */
        TenderBody: {
            /**
             * Format: int64
             * @description How much, in minor units; the rest where it is not said.
             */
            amount?: number | null;
            /** @description A payment provider that is switched on, or `gift_card`, `points`, `cash`. */
            kind: components["schemas"]["Word"];
            /** @description What the provider gave the shopper to pay with, or the code of the gift card. Never a card number. */
            token?: string | null;
        };
        /** @description A page of the book of the provider for tests. */
        TestBookPage: {
            next_cursor?: string | null;
            payments: components["schemas"]["TestPayment"][];
        };
        /** @description A payment in the book of the provider for tests. */
        TestPayment: {
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
        } & {
            [key: string]: unknown;
        };
        /** @description What happened to a customer, the newest first: the newest hundred things are kept. */
        TimelineDocument: {
            customer: components["schemas"]["CustomerId"];
            entries: components["schemas"]["TimelineEntry"][];
        };
        /** @description Something that happened. */
        TimelineEntry: {
            at: components["schemas"]["Instant"];
            /** @description Whose key it came with. */
            by: string;
            /** @description The event, without what is sealed in it. */
            data: Record<string, never>;
            /** @description What happened, as the event is called. */
            event: string;
            kind: components["schemas"]["TimelineKind"];
            position: components["schemas"]["Position"];
            /** @description The trace it belongs to. */
            trace: string;
        };
        /**
         * @description The kinds of things that stand on a customer's timeline.
         * @enum {string}
         */
        TimelineKind: "signal" | "sale" | "order" | "return" | "payment" | "wallet" | "contact" | "profile";
        /** @description Something that happened to an order. */
        TimelineStep: {
            at: components["schemas"]["Instant"];
            by: string;
            detail: unknown;
            /** @description The entry of the log, for its trace. */
            position: components["schemas"]["Position"];
            /** @description The type of the event. */
            what: string;
        };
        /**
         * @description A time on the clock on the wall, to the minute: `18:30`. `24:00` is the end of the day.
         * @example 18:30
         */
        TimeOfDay: string;
        /**
         * @description A name of the IANA time zone database, such as `Europe/Berlin`.
         * @example Europe/Berlin
         */
        Timezone: string;
        /** @description The chain from a signal to the last action. */
        Trace: {
            by: string;
            /** @description What came in: the signal that it began with, and each call that said it goes on with it. */
            parts: components["schemas"]["TracePart"][];
            signal: string;
            /** @description When the signal came in. */
            signal_at: components["schemas"]["Instant"];
            steps: components["schemas"]["Step"][];
            /** Format: double */
            total_ms: number;
            trace: string;
        };
        TracePage: {
            traces: components["schemas"]["TraceRow"][];
        };
        /** @description Part of a trace: something that came in, and what followed from it by itself. */
        TracePart: {
            /** @description When it came in. */
            at: components["schemas"]["Instant"];
            by: string;
            signal: string;
            /**
             * Format: double
             * @description How long that was after the first signal.
             */
            since_start_ms: number;
            /**
             * Format: double
             * @description From there until its last step was durable.
             */
            total_ms: number;
        };
        TraceRow: {
            actions: number;
            at: components["schemas"]["Instant"];
            by: string;
            signal: string;
            steps: number;
            subject?: string | null;
            /** Format: double */
            total_ms: number;
            trace: string;
        };
        /** @description How long a parcel is under way, in days on which the carrier works. */
        Transit: {
            /**
             * Format: int32
             * @description At the most.
             */
            days_max: number;
            /**
             * Format: int32
             * @description At the least.
             */
            days_min: number;
            /**
             * Format: int32
             * @description Of a courier who leaves as soon as it is packed: hours at the most, instead of days.
             */
            hours_max?: number | null;
            /**
             * Format: int32
             * @description How often it keeps to that, in parts per million.
             */
            on_time_ppm?: number;
        };
        UnderWay: {
            item: components["schemas"]["ItemId"];
            /** Format: int64 */
            quantity: number;
        };
        /**
         * @description What one unit of an item is. Quantities are whole numbers of it.
         * @enum {string}
         */
        Unit: "each" | "g" | "ml" | "mm";
        UnitsByRule: {
            rule: components["schemas"]["RuleName"];
            /** Format: int32 */
            value: number;
        };
        /** @description A line, or a part of one, that nobody serves. */
        Unrouted: {
            /**
             * Format: int32
             * @description Which line of the order.
             */
            line: number;
            /** @description How much of it. */
            quantity: components["schemas"]["Quantity"];
            /** @description Why, in words. */
            reason: string;
        };
        Verdict: {
            id?: string | null;
            /** @description Lines of a sale that sold more than the book knew of. */
            oversold_at_till?: components["schemas"]["Oversold"][];
            problem?: components["schemas"]["Problem"] | null;
            source?: string | null;
            trace?: string | null;
            /** @description `accepted`, `duplicate` or `refused`. */
            verdict: string;
        };
        /** @description What came of each event, in their order. */
        Verdicts: {
            results: components["schemas"]["Verdict"][];
        };
        /** @description A customer's points. */
        WalletDocument: {
            customer: components["schemas"]["CustomerId"];
            points: components["schemas"]["PointsDocument"];
        };
        /** @description One walk through a site for several orders. */
        Wave: {
            due_at?: components["schemas"]["Instant"] | null;
            site: components["schemas"]["SiteId"];
            /** @description The stops, zone by zone. */
            stops: components["schemas"]["Stop"][];
            /** @description The tasks, each with a place on the trolley. */
            tasks: string[];
            wave: number;
        };
        WaveList: {
            as_of: components["schemas"]["Instant"];
            waves: components["schemas"]["Wave"][];
        };
        /** @description An address that is told of actions. */
        Webhook: {
            /** @description Which actions; all where none is named. */
            actions?: components["schemas"]["ActionKind"][];
            /** @description Where to send. */
            url: string;
            /** @description Its name. */
            webhook: components["schemas"]["WebhookName"];
        };
        /** @description An address as it is sent. */
        WebhookBody: {
            /** @description Which actions; all where none is named. */
            actions?: components["schemas"]["ActionKind"][];
            /** @description Where to send: an http or https address. */
            url: string;
        };
        /** @description An address, and how far it has got. */
        WebhookDocument: components["schemas"]["Webhook"] & {
            dead_letters?: number | null;
            delivered_through?: components["schemas"]["Position"] | null;
            /** @description The secret that signs what is sent, the Standard Webhooks way. */
            signing_secret?: string | null;
        };
        /** @description A webhook endpoint. */
        WebhookName: string;
        WebhookPage: {
            webhooks: components["schemas"]["WebhookDocument"][];
        };
        /** @description What became of an event. */
        WebhookTaken: {
            event: components["schemas"]["Word"];
            verdict: components["schemas"]["WebhookVerdict"];
        };
        /**
         * @description What became of an event.
         * @enum {string}
         */
        WebhookVerdict: "taken" | "duplicate" | "known" | "ignored";
        /**
         * @description A day of the week.
         * @enum {string}
         */
        Weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
        /** @description What a parcel up to a weight costs. */
        WeightPrice: {
            /**
             * Format: int64
             * @description Minor units.
             */
            price: number;
            /**
             * Format: int64
             * @description Up to how many grams, these included.
             */
            weight_g_max: number;
        };
        /** @description Why a site was not chosen. */
        WhyNot: "excluded" | "does_not_serve" | "not_in_rule" | {
            /** @description It is too far away. */
            too_far: {
                /**
                 * Format: int32
                 * @description How far.
                 */
                km: number;
                /**
                 * Format: int32
                 * @description How far it may be.
                 */
                km_max: number;
            };
        } | "distance_unknown" | "no_capacity" | {
            /** @description Its book is not sure enough. */
            unsure: {
                /**
                 * Format: int32
                 * @description How sure.
                 */
                confidence_ppm: number;
            };
        } | "no_stock" | {
            /** @description It has a part, and the order comes from one site. */
            not_all: {
                /** @description An item it has too little of. */
                item: components["schemas"]["ItemId"];
                /**
                 * Format: int64
                 * @description How much is missing.
                 */
                missing: number;
            };
        } | "no_carrier" | "too_late" | {
            /** @description Others do it for less. */
            dearer: {
                /**
                 * Format: int64
                 * @description By how much, in minor units, were it to serve alone; nothing where it could not.
                 */
                by?: number | null;
            };
        } | "others_first";
        /** @description A word that another system chose: an event source, a tender, a reason. */
        Word: string;
        /** @description A part of a site. */
        Zone: {
            /** @description What it is for. */
            kind: components["schemas"]["ZoneKind"];
            /** @description Its name inside the site. */
            zone: components["schemas"]["ZoneId"];
        };
        /** @description A zone inside a site. */
        ZoneId: string;
        /**
         * @description What a zone is for.
         * @enum {string}
         */
        ZoneKind: "sales_floor" | "checkout" | "pickup" | "fitting_room" | "exit" | "backroom" | "cold" | "dock";
        ZoneLine: {
            condition: components["schemas"]["Condition"];
            /** Format: int64 */
            quantity: number;
            zone?: components["schemas"]["ZoneId"] | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_schemas_type: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": unknown;
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_actions: {
        parameters: {
            query?: {
                /** @description Only this kind, such as sold_out */
                action?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_availability: {
        parameters: {
            query: {
                channel?: components["schemas"]["Channel"];
                explain?: boolean;
                item: components["schemas"]["ItemId"][];
                site?: components["schemas"]["SiteId"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_availability_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_baskets_price: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BasketBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricedBasket"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_customers_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBatchAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_customers_find: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundCustomers"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_customers_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_customers_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_customers_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_customers_customer_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_customers_customer_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_customers_customer_merge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_customers_customer_timeline: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_customers_customer_wallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_dead_letters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_dead_letters_webhook_position_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                position: number;
                webhook: components["schemas"]["WebhookName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_delays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delays"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_delivery_offers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_delivery_offers_offer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer: components["schemas"]["OfferName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryOffer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_delivery_offers_offer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer: components["schemas"]["OfferName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_events: {
        parameters: {
            query?: {
                /** @description The id of the last event that was seen; 0 for the first of the log */
                after?: string;
                /** @description Types, separated by commas; all where none is named */
                types?: string;
            };
            header?: {
                /** @description The same, as browsers send it */
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_gift_cards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CardBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewCard"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_gift_cards_balance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_gift_cards_card: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: components["schemas"]["GiftCardId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_gift_cards_card_activate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: components["schemas"]["GiftCardId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_holds: {
        parameters: {
            query?: {
                cursor?: string;
                item?: components["schemas"]["ItemId"];
                limit?: number;
                owner?: components["schemas"]["OwnerId"];
                site?: components["schemas"]["SiteId"];
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_holds_hold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds_hold_extend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds_hold_fulfil: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds_hold_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds_hold_release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_holds_hold_void: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_items: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_items_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counted"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_items_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: components["schemas"]["ItemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_items_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: components["schemas"]["ItemId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_keys_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: components["schemas"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_loyalty_programme: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyProgramme"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_loyalty_programme: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoyaltyProgramme"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyProgramme"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_order_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderLimits"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_order_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderLimits"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderLimits"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_orders: {
        parameters: {
            query?: {
                channel?: string;
                cursor?: number;
                customer?: components["schemas"]["CustomerId"];
                late?: boolean;
                limit?: number;
                site?: components["schemas"]["SiteId"];
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The payment was declined */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderBatchAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_orders_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ByBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_arrive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ArriveBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_deliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_hand_over: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["HandOverBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_pick: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PickBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_put_back: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ByBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_ship: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_fulfilments_fulfilment_stage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fulfilment: string;
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_orders_order_refund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_payments_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_payments_test_provider_book: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestBookPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_payments_webhooks_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `test` or `payment_intents` */
                provider: string;
            };
            cookie?: never;
        };
        /** @description As the provider sends it */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTaken"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_policies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyList"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_policies_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                policy: components["schemas"]["Word"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyBody"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_price_lists: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceListPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_price_lists_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_price_lists_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_price_lists_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_price_lists_list_prices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                list: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricePage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_price_lists_list_prices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PricesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricesTaken"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_promises_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromisesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromisesDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_promotions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_promotions_promotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                promotion: components["schemas"]["PromotionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_promotions_promotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                promotion: components["schemas"]["PromotionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_promotions_promotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                promotion: components["schemas"]["PromotionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_receipts: {
        parameters: {
            query?: {
                customer?: components["schemas"]["CustomerId"];
                limit?: number;
                loyalty?: components["schemas"]["LoyaltyNo"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_receipts_sale: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sale: components["schemas"]["SaleId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_regions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegionPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_regions_region: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region: components["schemas"]["RegionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_regions_region: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region: components["schemas"]["RegionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_returns: {
        parameters: {
            query?: {
                cursor?: string;
                customer?: components["schemas"]["CustomerId"];
                limit?: number;
                order?: components["schemas"]["OrderId"];
                sale?: components["schemas"]["SaleId"];
                site?: components["schemas"]["SiteId"];
                state?: components["schemas"]["RefundState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_returns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_returns_return: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                return: components["schemas"]["ReturnId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_returns_return_dispose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                return: components["schemas"]["ReturnId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisposeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_returns_return_refund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                return: components["schemas"]["ReturnId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundAgainBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_returns_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnRules"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_returns_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnRules"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnRules"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_routes_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_routes_replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_routing_carriers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_routing_carriers_carrier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                carrier: components["schemas"]["CarrierName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_routing_carriers_carrier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                carrier: components["schemas"]["CarrierName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarrierBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_routing_carriers_carrier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                carrier: components["schemas"]["CarrierName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_routing_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRulesPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_routing_rules_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["RuleName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRules"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_routing_rules_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["RuleName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRules"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_routing_rules_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["RuleName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_routing_sites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettingsPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_routing_sites_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: components["schemas"]["SiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettings"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_routing_sites_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: components["schemas"]["SiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteSettingsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettings"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_sales: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sale"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_search: {
        parameters: {
            query: {
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundItems"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_shipments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Dispatch"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_shipments_shipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: components["schemas"]["ShipmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_shipments_shipment_receive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: components["schemas"]["ShipmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiveBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_shop_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopperDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_shop_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_signals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A CloudEvent, a batch of them, or in binary mode (ce- headers) its data */
        requestBody: {
            content: {
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/json": unknown;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdicts"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_sites: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SitePage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_sites_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counted"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_sites_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: components["schemas"]["SiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_sites_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: components["schemas"]["SiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_stock_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockCount"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_stock_ledger: {
        parameters: {
            query: {
                cursor?: string;
                item: components["schemas"]["ItemId"];
                limit?: number;
                site: components["schemas"]["SiteId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_stock_moves: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moved"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_stock_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulePage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_stock_rules_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["RuleName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockRule"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_stock_rules_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["RuleName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_supply_orders_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplyOrder"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_supply_orders_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplyOrderBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplyOrder"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_tasks: {
        parameters: {
            query: {
                kind?: string;
                limit?: number;
                site: components["schemas"]["SiteId"];
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskList"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_tasks_task_cannot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannotBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_tasks_task_claim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ClaimBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_v1_tasks_task_done: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DoneBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_taxes: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_taxes_tax: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tax: components["schemas"]["TaxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tax"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_taxes_tax: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tax: components["schemas"]["TaxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tax"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_taxes_tax: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tax: components["schemas"]["TaxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_traces: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracePage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_traces_trace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trace: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_waves: {
        parameters: {
            query: {
                site: components["schemas"]["SiteId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaveList"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_v1_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_v1_webhooks_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: components["schemas"]["WebhookName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDocument"];
                };
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_v1_webhooks_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: components["schemas"]["WebhookName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: malformed JSON, an unknown field, a wrong type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's role does not go that far */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done as things stand: not enough stock, resolved before, a conflicting retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value cannot be, or the Idempotency-Key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much waits already; try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing can be taken in at present; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
