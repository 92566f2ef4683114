package io.recaller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors complete settings with says what the page says. */
class SettingsSchemaTest {
    private static final Path FILE = Path.of("../docs/recaller.schema.json");
    private static final Set<String> NAMES = Set.of("NUMBER", "NAME", "KEY", "LANGUAGE", "DAYS");

    @Test
    void itHasTheKeysOfThePageAndNoOther() throws IOException {
        var documented = new TreeSet<String>();
        var row = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
        row.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .forEach(found -> documented.add(chosen(found.group(1))));

        var keys = new TreeSet<String>();
        collect("", JsonMapper.shared().readTree(Files.readString(FILE)), keys);

        assertThat(keys).isEqualTo(documented);
    }

    /** A name that an operator chooses, whatever the page calls it. */
    private static String chosen(String key) {
        var parts = key.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = NAMES.contains(parts[i]) ? "*" : parts[i];
        }
        return String.join(".", parts);
    }

    private static void collect(String at, JsonNode schema, Set<String> keys) {
        var isSection = schema.has("properties") || schema.path("additionalProperties").isObject();
        if (schema.path("oneOf").isArray()) {
            schema.path("oneOf").forEach(one -> collect(at, one, keys));
        } else if (!isSection) {
            keys.add(at);
        }
        var prefix = at.isEmpty() ? "" : at + ".";
        schema.path("properties")
                .properties()
                .forEach(each -> collect(prefix + each.getKey(), each.getValue(), keys));
        if (schema.path("additionalProperties").isObject()) {
            collect(prefix + "*", schema.path("additionalProperties"), keys);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time-zone: Asia/Almaty\nnumbers: {8000: telecom, '*': {flow: t, language: ru}}",
                "agi: {port: 4573, token: 12345, peers: [10.0.0.2], max-calls: 7}",
                "agi: {peers: '10.0.0.2, 10.0.0.3'}",
                "ami: {host: pbx, port: 5039, tls: true, ca-file: asterisk.crt}",
                "routing: {ring-for: 15s, poll: 300ms, longest-wait: PT15M, wrap-up: 1h30m}",
                "fields: {account: {kind: 'digits:4-6', tier: verified, retention: 2d}}",
                "look-ups: {crm: {url: 'https://crm/x', method: post, results: {a: /b/c}}}",
                "menu: {control-share: 0.05, policies: {recaller: 1.0}, fall-back: false}",
                "hours: {s: {monday-friday: '09:00-18:00', Sat: closed, holidays: kz.ics}, h:"
                        + " open}",
                "hours: {s: {'mon,tue': ['09:00-13:00', '14:00-18:00'], zone: Asia/Kathmandu}}",
                "hours: {s: {daily: '9:00-13:00, 22:00-06:00', holidays: [2026-12-16, 12-31"
                        + " closed]}}",
                "hours: {s: {daily: open, holidays: {2026-12-16: closed}}}",
                "hours: {s: {daily: open, holidays: [{date: 12-31, open: '09:00-14:00', name:"
                        + " x}]}}",
                "queues: {a: {hours: s, greeting: {en: Hi}, music: jazz, announce-every: 0s,"
                        + " longest-wait: 5m, ring-for: 15s, wrap-up: 2m}}",
                "queues: {a: {overflow: {longest-wait: {queue: b}, closed: {message: {en: Bye},"
                        + " then: end}, unstaffed: flow}, service-level: {within: 20s, target:"
                        + " 0.8}}}",
                "queues: {a: {voicemail: {en: Speak}, overflow: {longest-wait: call-back, closed:"
                        + " {message: {en: Bye}, then: voicemail}, unstaffed: {call-back: true,"
                        + " then: voicemail}}}}",
                "queues: {a: {overflow: {closed: {call-back: true}, unstaffed: {call-back: true,"
                        + " queue: b}}}}",
                "voicemail: {longest: 2m, silence: 5s, shortest: 800ms, messages-a-day: 3, wait:"
                        + " 7d, keep: 30d}",
                "retention: {contacts: 730d, activities: 90d, requests: P365D, facts: 30d}",
                "routing: {service-level: {within: 20s, target: 0.8}}",
                "speech: {command: [tts, '{text}'], voices: {kk: kk-kz}}"
            })
    void whatIsTakenIsValid(String yaml) throws IOException {
        assertThat(schema().validate(json(yaml), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agi: {prot: 4573}",
                "agi: {port: 70000}",
                "http: {port: eighty}",
                "http: {behind-tls: 1}",
                "ami: {tls: 5039}",
                "routing: {ring-for: 15}",
                "routing: {ring-for: soon}",
                "menu: {control-share: 7}",
                "fields: {account: {tier: sure}}",
                "api: {keys: {crm: {sha256: s3cret}}}",
                "look-ups: {crm: {url: somewhere}}",
                "hours: {s: {mondey: '09:00-18:00'}}",
                "hours: {s: {monday: 9-18}}",
                "hours: {s: {monday: [9-18]}}",
                "hours: {Support Desk: open}",
                "hours: {s: {daily: open, holidays: [{day: 2026-12-16}]}}",
                "queues: {a: {greeting: Hi}}",
                "queues: {a: {overflow: {closed: end}}}",
                "queues: {a: {overflow: {late: ring-group}}}",
                "queues: {a: {overflow: {closed: {message: {en: Bye}}}}}",
                "queues: {a: {service-level: {target: 80}}}",
                "queues: {a: {music: 'a,b'}}",
                "retention: {contacts: 2 years}",
                "retention: {audit: 30d}",
                "nothing: 1"
            })
    void whatIsRefusedIsNot(String yaml) throws IOException {
        assertThat(schema().validate(json(yaml), InputFormat.JSON)).isNotEmpty();
    }

    private static String json(String yaml) {
        var read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return JsonMapper.shared().writeValueAsString(read);
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(FILE), InputFormat.JSON);
    }
}
