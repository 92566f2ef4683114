package io.recaller.desk.card;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A link from a card to another system, such as the customer's record in the CRM.
 *
 * @param label what agents read
 * @param template a web address with names in braces, {@code https://crm.example/c/{account}}
 */
public record RecordLink(Words label, String template) {
    private static final Pattern TEMPLATE =
            Pattern.compile("https?://[^/?#{}\\s]+(?:[/?#](?:[^{}\\s]|\\{[a-z][a-z0-9_]*})*)?");

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

    public RecordLink {
        if (!TEMPLATE.matcher(template).matches()) {
            throw new IllegalArgumentException(
                    "a link is a web address with names in braces after the host, such as"
                            + " https://crm.example/customers/{account}");
        }
    }

    /** The address with the values filled in, escaped; empty when one is missing or withheld. */
    Optional<String> with(Function<String, Optional<String>> values) {
        var missing =
                NAME.matcher(template)
                        .results()
                        .anyMatch(at -> values.apply(at.group(1)).isEmpty());
        return missing
                ? Optional.empty()
                : Optional.of(
                        NAME.matcher(template).replaceAll(at -> escaped(values, at.group(1))));
    }

    private static String escaped(Function<String, Optional<String>> values, String name) {
        var value = values.apply(name).orElseThrow();
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
