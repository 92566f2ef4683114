package io.recaller.api;

import io.recaller.contact.ContactId;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.CustomerId;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.menu.planner.Layout;
import io.recaller.register.Memory;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    Answer findCustomers(Asked asked) {
        var ways =
                Stream.of("handle", "name", "field")
                        .filter(way -> asked.query(way).isPresent())
                        .count();
        if (ways == 0 && asked.query("value").isEmpty()) {
            return Problem.invalid(
                    List.of(
                            new FieldError(
                                    "handle",
                                    "is missing; "
                                            + SchemaErrors.remedy("handle")
                                            + "; or ask by name, or by field and value")));
        }
        if (ways != 1 || asked.query("field").isPresent() != asked.query("value").isPresent()) {
            return Problem.invalid(
                    List.of(
                            new FieldError(
                                    "handle",
                                    "ask by one of handle, name, or field and value together")));
        }
        return asked.query("handle").isPresent() ? byHandle(asked) : byField(asked);
    }

    private Answer byField(Asked asked) {
        var key = asked.query("field").orElse("name");
        var value = asked.query("value").or(() -> asked.query("name")).orElseThrow();
        var field = memory.catalogue().find(key);
        if (field.isEmpty() || field.get().sensitivity() == Sensitivity.SECRET) {
            var place = asked.query("field").isPresent() ? "field" : "name";
            return Problem.invalid(
                    List.of(new FieldError(place, unsearchable(key, field.isEmpty()))));
        }
        var written = field.get().format().value(value).orElse(value);
        var found =
                memory.whoGave(
                        asked.sender().actor(),
                        key,
                        written,
                        asked.sender().may(Scope.VERIFIED_FIELDS));
        return Answer.ok(
                new JsonObject()
                        .put(
                                "customers",
                                CustomerJson.list(found.customers(), CustomerJson::customer))
                        .put("more", found.more()));
    }

    private static String unsearchable(String key, boolean isUnknown) {
        return isUnknown
                ? "there is no field " + key + " in the field catalogue (settings, fields)"
                : "the field " + key + " is secret; nobody is found by it";
    }

    private Answer byHandle(Asked asked) {
        var handle = reader.handle("handle", asked.query("handle").orElseThrow());
        var customers =
                memory.whoUses(
                        asked.sender().actor(), handle, asked.sender().may(Scope.VERIFIED_FIELDS));
        return customers.isEmpty()
                ? Problem.unknownHandle()
                : Answer.ok(
                        new JsonObject()
                                .put(
                                        "customers",
                                        CustomerJson.list(customers, CustomerJson::customer)));
    }

    Answer readTimeline(Asked asked) {
        var customer = customer(asked);
        var before = asked.query("before").map(text -> cursor("before", text));
        int limit = asked.query("limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
        return memory.timeline(asked.sender().actor(), customer, before, limit)
                .map(entries -> page(entries, limit))
                .<Answer>map(
                        page -> Answer.ok(before.isEmpty() ? current(asked, customer, page) : page))
                .orElse(Problem.unknownCustomer());
    }

    /** The first page also has what is going on now. */
    private JsonObject current(Asked asked, CustomerId customer, JsonObject page) {
        var current = memory.current(customer);
        var proved = asked.sender().may(Scope.VERIFIED_FIELDS);
        return page.put(
                        "requests",
                        CustomerJson.list(
                                current.requests(), each -> CurrentJson.request(each, proved)))
                .put(
                        "facts",
                        CustomerJson.list(current.facts(), each -> CurrentJson.fact(each, proved)));
    }

    private JsonObject page(List<Timeline.Entry> entries, int limit) {
        var recommended = memory.recommended(entries);
        var files = memory.files(entries);
        var contacts =
                CustomerJson.list(
                        entries,
                        entry ->
                                CustomerJson.entry(
                                        entry,
                                        Optional.ofNullable(recommended.get(entry.contact())),
                                        files.getOrDefault(entry.contact(), 0)));
        var json = new JsonObject().put("contacts", contacts);
        if (entries.size() == limit) {
            var last = entries.getLast();
            json.put("nextBefore", last.startedAt() + "/" + last.contact());
        }
        return json;
    }

    Answer listContacts(Asked asked) {
        var after = cursor("since", asked.query("since").orElseThrow());
        int limit = asked.query("limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
        var page = memory.contacts(asked.sender().actor(), after, limit);
        var json = new JsonObject().put("contacts", CustomerJson.list(page, CustomerJson::contact));
        if (!page.isEmpty()) {
            var last = page.getLast();
            json.put("nextSince", last.startedAt() + "/" + last.contact());
        }
        return Answer.ok(json.put("more", page.size() == limit));
    }

    /** An instant, or an instant and the contact that ended the page before. */
    private static Timeline.Cursor cursor(String name, String text) {
        var parts = text.split("/", 2);
        var at = ContactReader.instant(name, parts[0]);
        return parts.length == 1
                ? Timeline.Cursor.before(at)
                : new Timeline.Cursor(at, new ContactId(Asked.uuid(name, parts[1])));
    }

    Answer previewMenu(Asked asked) {
        var customer = customer(asked);
        if (!memory.mayPreview(asked.sender().actor(), customer)) {
            return Problem.unknownCustomer();
        }
        var flow = asked.query("flow").orElseThrow();
        var node = asked.query("node").orElseThrow();
        return preview.layout(customer, flow, node)
                .map(layout -> menu(customer, flow, node, layout))
                .orElse(Problem.unknownMenu(flow, node));
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

    Answer explainContact(Asked asked) {
        var contact = new ContactId(asked.id("contactId"));
        return memory.why(asked.sender().actor(), contact)
                .map(explanation -> Answer.ok(CustomerJson.explanation(explanation)))
                .orElse(Problem.unknownContact());
    }

    private static CustomerId customer(Asked asked) {
        return new CustomerId(asked.id("customerId"));
    }
}
