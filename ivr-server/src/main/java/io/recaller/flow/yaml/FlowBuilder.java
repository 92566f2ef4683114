package io.recaller.flow.yaml;

import static io.recaller.flow.yaml.Typed.duration;
import static io.recaller.flow.yaml.Typed.optional;
import static io.recaller.flow.yaml.Typed.optionalText;
import static io.recaller.flow.yaml.Typed.text;
import static io.recaller.flow.yaml.Typed.textOr;
import static io.recaller.flow.yaml.Typed.tier;
import static io.recaller.flow.yaml.Typed.word;
import static io.recaller.flow.yaml.Typed.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Condition;
import io.recaller.flow.Entry;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.flow.PageKey;
import io.recaller.flow.Patience;
import io.recaller.flow.Retries;
import io.recaller.flow.Source;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.TopicRules;
import io.recaller.menu.Pin;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the flow from a document the schema has accepted. */
final class FlowBuilder {
    private static final int RETRIES = 2;

    private final JsonNode root;
    private final Source source;
    private final Conditions conditions;
    private final List<FlowProblem> problems = new ArrayList<>();

    FlowBuilder(JsonNode root, Source source, Conditions conditions) {
        this.root = root;
        this.source = source;
        this.conditions = conditions;
    }

    /** What the schema cannot say, found while the flow was made. */
    List<FlowProblem> problems() {
        return problems;
    }

    Flow flow() {
        var nodes = new LinkedHashMap<String, Node>();
        for (var node : root.path("nodes").properties()) {
            nodes.put(node.getKey(), node(node.getKey(), node.getValue()));
        }
        return new Flow(
                word(root, "flow"),
                languages(),
                word(root, "start"),
                word(root, "person"),
                optional(root, "verify"),
                duration(root.path("context"), "budget", Duration.ofMillis(300)),
                patience(root.path("timeouts")),
                nodes,
                topicRules(),
                page(),
                source);
    }

    private Optional<PageKey> page() {
        var page = root.path("page");
        return page.isMissingNode()
                ? Optional.empty()
                : Optional.of(
                        new PageKey(
                                page.path("key").asText().charAt(0),
                                textOr(page, "say", DefaultTexts.PAGE)));
    }

    private TopicRules topicRules() {
        var rules = new ArrayList<Map.Entry<Topic, List<String>>>();
        for (var rule : root.path("topic_rules")) {
            var words = new ArrayList<String>();
            rule.path("words").forEach(each -> words.add(each.asText()));
            rules.add(Map.entry(new Topic(word(rule, "topic")), List.copyOf(words)));
        }
        return TopicRules.of(rules, languages());
    }

    private List<Language> languages() {
        var languages = new ArrayList<Language>();
        root.path("languages").forEach(tag -> languages.add(new Language(tag.asText())));
        return languages;
    }

    private static Patience patience(JsonNode timeouts) {
        return new Patience(
                duration(timeouts, "first_digit", Duration.ofSeconds(5)),
                duration(timeouts, "inter_digit", Duration.ofSeconds(2)));
    }

    private Node node(String id, JsonNode node) {
        if (node.has("say")) {
            return new Node.Say(id, tier(node), text(node, "say"), word(node, "next"));
        }
        if (node.has("menu")) {
            return menu(id, node);
        }
        if (node.has("form")) {
            return form(id, node);
        }
        if (node.has("verify")) {
            return verify(id, node);
        }
        if (node.has("look_up")) {
            return lookUp(id, node);
        }
        if (node.has("branch")) {
            return branch(id, node);
        }
        if (node.has("language")) {
            return new Node.Speak(
                    id,
                    new Language(word(node, "language")),
                    node.path("remember").asBoolean(true),
                    word(node, "next"));
        }
        if (node.has("switch")) {
            return switching(id, node);
        }
        if (node.has("recommend")) {
            return recommend(id, node);
        }
        return node.has("hand_off") ? handOff(id, node.path("hand_off")) : end(id, node);
    }

    private Node menu(String id, JsonNode node) {
        var menu = node.path("menu");
        var options = new ArrayList<Option>();
        for (var option : menu.path("options").properties()) {
            options.add(option(id, option.getKey(), option.getValue()));
        }
        var adaptive = menu.path("order").asText("adaptive").equals("adaptive");
        return new Node.Menu(
                id,
                tier(node),
                optionalText(menu, "intro"),
                adaptive,
                options,
                offers(id, menu),
                retries(menu));
    }

    private List<Offering> offers(String menu, JsonNode owner) {
        var at = "/nodes/" + menu + "/menu/offers/";
        return owner.path("offers").properties().stream()
                .map(offer ->
                        OfferBuilder.offering(
                                offer.getKey(),
                                offer.getValue(),
                                text -> condition(at + offer.getKey() + "/when", text)))
                .toList();
    }

    private Option option(String menu, String id, JsonNode option) {
        var topics = new ArrayList<Topic>();
        option.path("topics").forEach(topic -> topics.add(new Topic(topic.asText())));
        return new Option(
                id,
                key(menu, id, option.path("key").asText()),
                topics,
                text(option, "say"),
                option.has("option_say")
                        ? text(option, "option_say")
                        : everywhere("option_say", DefaultTexts.OPTION),
                Pin.valueOf(option.path("pin").asText("none").toUpperCase(Locale.ROOT)),
                tier(option, "sensitive", TrustTier.UNKNOWN),
                option.path("other").asBoolean(),
                optional(option, "language").map(Language::new),
                optional(option, "next").orElse(menu));
    }

    private char key(String menu, String option, String key) {
        var pointer = "/nodes/" + menu + "/menu/options/" + option + "/key";
        if (key.matches("[0-9]")) {
            return key.charAt(0);
        }
        var message =
                switch (key) {
                    case "*" -> "the key * is reserved for offers";
                    case "#" -> "the key # is reserved: it ends a longer input";
                    default -> "the key " + key + " is not one digit";
                };
        problems.add(source.problem(pointer, message, "Use a digit from 0 to 9"));
        return '?';
    }

    private Node form(String id, JsonNode node) {
        var fields = new ArrayList<Field>();
        for (var field : node.path("form").properties()) {
            fields.add(field(id, field.getKey(), field.getValue()));
        }
        return new Node.Form(
                id,
                tier(node),
                fields,
                retries(node),
                word(node, "next"),
                optional(node, "on_phone"));
    }

    private Field field(String form, String name, JsonNode field) {
        var pointer = "/nodes/" + form + "/form/" + name;
        var entry = entry(pointer, field);
        return new Field(
                name,
                entry,
                text(field, "say"),
                textOr(field, "invalid", invalid(entry)),
                optional(field, "prefill").map(key -> prefill(key, field)),
                optional(field, "save"),
                field.path("secret").asBoolean());
    }

    private Entry entry(String pointer, JsonNode field) {
        if (field.has("digits")) {
            return digits(pointer, field.path("digits"));
        }
        if (field.has("text")) {
            return new Entry.Words(field.path("text").asInt());
        }
        if (field.has("email")) {
            return new Entry.Email();
        }
        return field.has("date") ? new Entry.Date() : new Entry.Amount(word(field, "amount"));
    }

    private static Text invalid(Entry entry) {
        return switch (entry) {
            case Entry.Digits _, Entry.Amount _ -> DefaultTexts.INVALID;
            case Entry.Date _ -> DefaultTexts.NO_DATE;
            case Entry.Email _ -> DefaultTexts.NO_EMAIL;
            case Entry.Words _ -> DefaultTexts.NO_WORDS;
        };
    }

    private static Field.Prefill prefill(String key, JsonNode field) {
        var confirm =
                field.path("confirm").asBoolean()
                        ? optionalText(field, "confirm_say")
                        : Optional.<Text>empty();
        return new Field.Prefill(key, tier(field, "tier", TrustTier.VERIFIED), confirm);
    }

    private Entry.Digits digits(String pointer, JsonNode digits) {
        var min = digits.isInt() ? digits.asInt() : digits.path("min").asInt();
        var max = digits.isInt() ? digits.asInt() : digits.path("max").asInt();
        if (min > max) {
            problems.add(
                    source.problem(
                            pointer + "/digits",
                            "min is more than max",
                            "Make max at least " + min));
        }
        return new Entry.Digits(min, max);
    }

    private Node verify(String id, JsonNode node) {
        var verify = node.path("verify");
        return new Node.Verify(
                id,
                text(verify, "say"),
                textOr(verify, "wrong", DefaultTexts.WRONG),
                digits("/nodes/" + id + "/verify", verify.path("digits")),
                retries(node),
                optional(node, "next"),
                optional(node, "failed").orElse(word(root, "person")));
    }

    private static Node lookUp(String id, JsonNode node) {
        var lookUp = node.path("look_up");
        return new Node.LookUp(
                id,
                tier(node),
                word(lookUp, "source"),
                words(lookUp.path("arguments")),
                words(lookUp.path("result")),
                optionalText(lookUp, "meanwhile"),
                word(node, "next"),
                word(node, "on_failure"));
    }

    private Node branch(String id, JsonNode node) {
        var cases = new ArrayList<Node.Branch.Case>();
        for (var i = 0; i < node.path("branch").size(); i++) {
            var one = node.path("branch").path(i);
            var next = word(one, "next");
            condition("/nodes/" + id + "/branch/" + i + "/when", word(one, "when"))
                    .ifPresent(when -> cases.add(new Node.Branch.Case(when, next)));
        }
        return new Node.Branch(id, cases, word(node, "otherwise"));
    }

    private Optional<Condition> condition(String pointer, String text) {
        try {
            return Optional.of(conditions.compile(text));
        } catch (Conditions.BadConditionException e) {
            var message = "the condition cannot be read " + e.getMessage();
            problems.add(source.problem(pointer, message, e.remedy()));
            return Optional.empty();
        }
    }

    private static Node handOff(String id, JsonNode handOff) {
        return new Node.HandOff(
                id,
                optionalText(handOff, "say"),
                optional(handOff, "queue"),
                levels(handOff.path("skills")),
                levels(handOff.path("any")),
                handOff.path("priority").asInt(5),
                words(handOff.path("keys")),
                optional(handOff, "otherwise"));
    }

    private static Node switching(String id, JsonNode node) {
        var other = node.path("switch");
        return new Node.Switch(
                id,
                tier(node),
                SwitchTarget.valueOf(word(other, "to").toUpperCase(Locale.ROOT)),
                optionalText(other, "say"),
                word(other, "next"),
                optional(other, "otherwise"));
    }

    private static Node recommend(String id, JsonNode node) {
        var asked = node.path("recommend");
        return new Node.Recommend(
                id,
                tier(node),
                word(asked, "accepted"),
                optional(asked, "declined"),
                word(asked, "next"));
    }

    private static Map<String, Integer> levels(JsonNode skills) {
        var levels = new HashMap<String, Integer>();
        skills.properties().forEach(skill -> levels.put(skill.getKey(), skill.getValue().asInt()));
        return levels;
    }

    private static Node end(String id, JsonNode node) {
        var end = node.path("end");
        return new Node.End(
                id, tier(node), optionalText(end, "say"), optional(end, "topic").map(Topic::new));
    }

    /** What the flow says at its top, in other languages what is built in. */
    private Text everywhere(String key, Text builtIn) {
        return textOr(root, key, builtIn).or(builtIn);
    }

    private Retries retries(JsonNode owner) {
        var most = owner.path("retries").asInt(root.path("retries").asInt(RETRIES));
        return new Retries(
                owner.has("no_input")
                        ? text(owner, "no_input")
                        : everywhere("no_input", DefaultTexts.NO_INPUT),
                owner.has("no_match")
                        ? text(owner, "no_match")
                        : everywhere("no_match", DefaultTexts.NO_MATCH),
                most);
    }
}
