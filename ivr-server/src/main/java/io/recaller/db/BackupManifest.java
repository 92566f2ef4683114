package io.recaller.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup holds, written behind its rows: a backup without it is not whole.
 *
 * @param schema the version of the schema its rows are of, as Flyway names it
 * @param months of contacts that have a partition, such as 2026-11
 */
record BackupManifest(
        String schema,
        Instant at,
        List<Table> tables,
        List<Sequence> sequences,
        List<String> months) {
    static final String ENTRY = "manifest.json";

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    BackupManifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        months = List.copyOf(months);
    }

    /** One table's rows, in the form of PostgreSQL's COPY. */
    record Table(String name, List<String> columns, long rows) {
        Table {
            columns = List.copyOf(columns);
        }

        String entry() {
            return "tables/" + name + ".copy";
        }

        Table with(long rows) {
            return new Table(name, columns, rows);
        }
    }

    /**
     * Where a sequence stands.
     *
     * @param called whether the value was given out
     */
    record Sequence(String name, long value, boolean called) {}

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    byte[] json() throws IOException {
        var root = JSON.createObjectNode();
        root.put("format", FORMAT).put("schema", schema).put("at", at.toString());
        var rows = root.putArray("tables");
        tables.forEach(table -> {
            var node = rows.addObject().put("name", table.name()).put("rows", table.rows());
            table.columns().forEach(node.putArray("columns")::add);
        });
        var values = root.putArray("sequences");
        sequences.forEach(sequence ->
                values.addObject()
                        .put("name", sequence.name())
                        .put("value", sequence.value())
                        .put("called", sequence.called()));
        months.forEach(root.putArray("months")::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /**
     * Reads it.
     *
     * @throws BackupException when it is of a form that is not known here
     */
    static BackupManifest read(byte[] json) throws IOException {
        var root = JSON.readTree(json);
        if (root.path("format").asInt() != FORMAT) {
            throw new BackupException(
                    "it was written by a newer Recaller; restore it with that version");
        }
        var tables = new ArrayList<Table>();
        for (var node : root.path("tables")) {
            tables.add(
                    new Table(name(node), texts(node.path("columns")), node.path("rows").asLong()));
        }
        var sequences = new ArrayList<Sequence>();
        for (var node : root.path("sequences")) {
            sequences.add(
                    new Sequence(
                            name(node),
                            node.path("value").asLong(),
                            node.path("called").asBoolean()));
        }
        return new BackupManifest(
                root.path("schema").asText(),
                Instant.parse(root.path("at").asText()),
                tables,
                sequences,
                texts(root.path("months")));
    }

    private static String name(JsonNode node) {
        return node.path("name").asText();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
