package io.recaller;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The dashboard and the alarms of {@code docker/} ask for what a server tells. */
final class MonitoringTest {
    private static final Path DOCKER = Pages.ROOT.resolve("docker");

    /** A metric's row on the page of operations: its name, and its kind with the tags. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(recaller\\.[a-z._]+)` \\| ([^|]*) \\|");

    private static final Pattern TICKED = Pattern.compile("`([a-z_.]+)`");

    /** What Prometheus itself writes beside what it reads. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "instance", "job");

    @Test
    void everyQueryNamesAMetricThatExistsAndItsTags() throws IOException {
        var told = told();

        assertThat(queries()).hasSizeGreaterThan(25);
        for (var query : queries()) {
            for (var metric : query.metrics()) {
                assertThat(told.keySet()).as("%s", query).contains(metric);
                assertThat(told.get(metric)).as("%s", query).containsAll(query.labels());
            }
        }
    }

    @Test
    void whatIsWorthAnAlarmHasOne() throws IOException {
        var page = Files.readString(Pages.ROOT.resolve("docs/operations.md"));
        var sentence = page.substring(page.indexOf("Worth an alarm:"));
        var worth =
                TICKED.matcher(sentence.substring(0, sentence.indexOf("\n\n")))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> name.startsWith("recaller."))
                        .map(name -> name.replace('.', '_'))
                        .toList();

        var asked =
                alarms().stream().flatMap(query -> query.metrics().stream()).distinct().toList();

        assertThat(worth)
                .hasSizeGreaterThan(5)
                .allSatisfy(name ->
                        assertThat(asked)
                                .as(name)
                                .anyMatch(metric ->
                                        metric.equals(name) || metric.equals(name + "_total")));
    }

    @Test
    void everyAlarmSaysWhatIsWrongAndWhatToDo() throws IOException {
        assertThat(rules()).isNotEmpty();
        for (var rule : rules()) {
            var words = (Map<?, ?>) requireNonNull(rule.get("annotations"));
            assertThat(words.keySet())
                    .as("%s", rule.get("alert"))
                    .isEqualTo(Set.of("summary", "description"));
        }
    }

    @Test
    void everyPanelSaysWhatItShowsAndAsksTheProvisionedSource() throws IOException {
        var source =
                Files.readString(
                        DOCKER.resolve("grafana/provisioning/datasources/prometheus.yaml"));

        for (var panel : panels()) {
            assertThat(panel.getString("description")).as(panel.getString("title")).isNotBlank();
            assertThat(source)
                    .contains("uid: " + panel.getJsonObject("datasource").getString("uid"));
        }
    }

    /** What Prometheus calls a metric, with its tags. */
    private static Map<String, Set<String>> told() throws IOException {
        var told = new TreeMap<String, Set<String>>();
        told.put("up", OF_PROMETHEUS);
        ROW.matcher(Files.readString(Pages.ROOT.resolve("docs/operations.md")))
                .results()
                .forEach(row -> {
                    var tags = new TreeSet<>(OF_PROMETHEUS);
                    TICKED.matcher(row.group(2)).results().forEach(tag -> tags.add(tag.group(1)));
                    exported(row.group(1), row.group(2)).forEach(name -> told.put(name, tags));
                    if (row.group(2).contains("buckets")) {
                        tags.add("le");
                    }
                });
        return told;
    }

    /** Micrometer's names in Prometheus: PrometheusNamingConvention, and what a timer tells. */
    private static List<String> exported(String name, String kind) {
        var base = name.replace('.', '_');
        if (kind.startsWith("counter")) {
            return List.of(base + "_total");
        }
        if (kind.startsWith("timer")) {
            var seconds = base + "_seconds";
            return kind.contains("buckets")
                    ? List.of(
                            seconds + "_count",
                            seconds + "_sum",
                            seconds + "_max",
                            seconds + "_bucket")
                    : List.of(seconds + "_count", seconds + "_sum", seconds + "_max");
        }
        return List.of(base);
    }

    private static List<PromQuery> queries() throws IOException {
        var queries = new ArrayList<>(alarms());
        for (var panel : panels()) {
            objects(panel.getJsonArray("targets"))
                    .map(target ->
                            new PromQuery(panel.getString("title"), target.getString("expr")))
                    .forEach(queries::add);
        }
        return queries;
    }

    private static List<JsonObject> panels() throws IOException {
        var file = DOCKER.resolve("grafana/dashboards/recaller.json");
        var dashboard = new JsonObject(Files.readString(file));
        return objects(dashboard.getJsonArray("panels"))
                .filter(panel -> !panel.getString("type").equals("row"))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static List<PromQuery> alarms() throws IOException {
        return rules().stream()
                .map(rule -> new PromQuery("" + rule.get("alert"), "" + rule.get("expr")))
                .toList();
    }

    private static List<Map<?, ?>> rules() throws IOException {
        var file = DOCKER.resolve("prometheus/alerts.yml");
        var read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        var rules = new ArrayList<Map<?, ?>>();
        for (var group : list(read, "groups")) {
            for (var rule : list(group, "rules")) {
                rules.add((Map<?, ?>) rule);
            }
        }
        return rules;
    }

    private static List<?> list(Object map, String key) {
        return (List<?>) requireNonNull(((Map<?, ?>) map).get(key));
    }
}
