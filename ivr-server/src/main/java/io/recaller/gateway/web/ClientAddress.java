package io.recaller.gateway.web;

import java.util.List;

/** Who is at the other end, as far as limits go. */
@FunctionalInterface
public interface ClientAddress {
    /**
     * The client, or its network.
     *
     * @param peer the address of the other end of the connection
     * @param forwarded the values of {@code X-Forwarded-For}, as they came
     */
    String of(String peer, List<String> forwarded);
}
