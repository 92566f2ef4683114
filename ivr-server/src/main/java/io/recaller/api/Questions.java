package io.recaller.api;

import io.recaller.contact.ContactId;
import io.recaller.contact.Timeline;
import io.recaller.conversation.Memory;
import io.recaller.customer.CustomerId;
import io.recaller.menu.Layout;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The GET operations: what other systems ask. Every method blocks. */
final class Questions {
    /** As the OpenAPI file has it; vertx-openapi 5.0 does not fill in defaults. */
    private static final int USUAL_LIMIT = 50;

    private final Memory memory;
    private final ContactReader reader;
    private final MenuPreview preview;

    Questions(Memory memory, ContactReader reader, MenuPreview preview) {
        this.memory = memory;
        this.reader = reader;
        this.preview = preview;
    }

    Answer findCustomers(ValidatedRequest request) {
        var handle = reader.handle("handle", query(request, "handle").orElseThrow());
        var customers = memory.whoUses(handle);
        return customers.isEmpty()
                ? Problem.unknownHandle()
                : Answer.ok(
                        new JsonObject()
                                .put(
                                        "customers",
                                        CustomerJson.list(customers, CustomerJson::customer)));
    }

    Answer readTimeline(ValidatedRequest request) {
        var customer = customer(request);
        var before = query(request, "before").map(Questions::cursor);
        int limit = query(request, "limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
        return memory.timeline(customer, before, limit)
                .map(entries -> page(entries, limit))
                .<Answer>map(page -> Answer.ok(before.isEmpty() ? current(customer, page) : page))
                .orElse(Problem.unknownCustomer());
    }

    /** The first page also has what is going on now. */
    private JsonObject current(CustomerId customer, JsonObject page) {
        var current = memory.current(customer);
        return page.put("requests", CustomerJson.list(current.requests(), CurrentJson::request))
                .put("facts", CustomerJson.list(current.facts(), CurrentJson::fact));
    }

    private static JsonObject page(List<Timeline.Entry> entries, int limit) {
        var json =
                new JsonObject().put("contacts", CustomerJson.list(entries, CustomerJson::entry));
        if (entries.size() == limit) {
            var last = entries.getLast();
            json.put("nextBefore", last.startedAt() + "/" + last.contact());
        }
        return json;
    }

    /** An instant, or an instant and the contact that ended the page before. */
    private static Timeline.Cursor cursor(String before) {
        var parts = before.split("/", 2);
        var at = ContactReader.instant("before", parts[0]);
        return parts.length == 1
                ? Timeline.Cursor.before(at)
                : new Timeline.Cursor(at, new ContactId(uuid("before", parts[1])));
    }

    Answer previewMenu(ValidatedRequest request) {
        var customer = customer(request);
        if (!memory.knows(customer)) {
            return Problem.unknownCustomer();
        }
        var flow = query(request, "flow").orElseThrow();
        var node = query(request, "node").orElseThrow();
        return preview.layout(customer, flow, node)
                .map(layout -> menu(customer, flow, node, layout))
                .orElse(Problem.unknownMenu());
    }

    private static Answer menu(CustomerId customer, String flow, String node, Layout layout) {
        var json =
                new JsonObject()
                        .put("customerId", customer.toString())
                        .put("flow", flow)
                        .put("node", node)
                        .put("policy", layout.policy())
                        .put("expectedSeconds", layout.expected().toMillis() / 1000.0)
                        .put("options", CustomerJson.layout(layout));
        CustomerJson.offer(layout).ifPresent(offer -> json.put("offer", offer));
        return Answer.ok(json);
    }

    Answer explainContact(ValidatedRequest request) {
        var contact = new ContactId(path(request, "contactId"));
        return memory.why(contact)
                .map(explanation -> Answer.ok(CustomerJson.explanation(explanation)))
                .orElse(Problem.unknownContact());
    }

    private static CustomerId customer(ValidatedRequest request) {
        return new CustomerId(path(request, "customerId"));
    }

    private static UUID path(ValidatedRequest request, String name) {
        var parameter = Objects.requireNonNull(request.getPathParameters().get(name), name);
        return uuid(name, String.valueOf(parameter.get()));
    }

    private static UUID uuid(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new ContactReader.WrongValueException(name, SchemaErrors.remedy(name));
        }
    }

    private static Optional<String> query(ValidatedRequest request, String name) {
        return Optional.ofNullable(request.getQuery().get(name))
                .filter(parameter -> !parameter.isNull())
                .map(parameter -> String.valueOf(parameter.get()));
    }
}
