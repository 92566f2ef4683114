package io.recaller.gateway.sms.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fields of a query or a form as bytes: which letters they are may stand in another field (Kannel).
 */
record Fields(List<Field> all) {
    /** In the order they came. */
    record Field(String name, Buffer value) {
        String text() {
            return value.toString(StandardCharsets.UTF_8);
        }
    }

    Fields {
        all = List.copyOf(all);
    }

    static Fields of(String encoded) {
        return of(encoded.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Fields of(byte[] encoded) {
        var fields = new ArrayList<Field>();
        var name = new ByteArrayOutputStream();
        var value = new ByteArrayOutputStream();
        var inName = true;
        for (var i = 0; i < encoded.length; i++) {
            var into = inName ? name : value;
            switch (encoded[i]) {
                case '&' -> {
                    add(fields, name, value);
                    inName = true;
                }
                case '=' -> {
                    if (inName) {
                        inName = false;
                    } else {
                        into.write('=');
                    }
                }
                case '+' -> into.write(' ');
                case '%' -> {
                    var octet = octet(encoded, i);
                    into.write(octet < 0 ? '%' : octet);
                    i += octet < 0 ? 0 : 2;
                }
                default -> into.write(encoded[i]);
            }
        }
        add(fields, name, value);
        return new Fields(fields);
    }

    private static void add(
            List<Field> fields, ByteArrayOutputStream name, ByteArrayOutputStream value) {
        if (name.size() > 0) {
            fields.add(
                    new Field(
                            name.toString(StandardCharsets.UTF_8),
                            Buffer.buffer(value.toByteArray())));
        }
        name.reset();
        value.reset();
    }

    private static int octet(byte[] encoded, int at) {
        if (at + 2 >= encoded.length) {
            return -1;
        }
        var high = Character.digit(encoded[at + 1], 16);
        var low = Character.digit(encoded[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    Fields and(Fields others) {
        var both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Fields(both);
    }

    /** By name, those of one name in their order. */
    List<Field> sorted() {
        return all.stream().sorted(Comparator.comparing(Field::name)).toList();
    }

    /** The first of that name. */
    Optional<String> text(String name) {
        return text(name, StandardCharsets.UTF_8);
    }

    Optional<String> text(String name, Charset charset) {
        return all.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(field -> field.value().toString(charset));
    }

    /** What a field names; that one where it names none. */
    Charset charset(String name, Charset usual) {
        try {
            return text(name).filter(each -> !each.isBlank()).map(Charset::forName).orElse(usual);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return usual;
        }
    }
}
