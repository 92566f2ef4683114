package io.recaller.notice;

import io.recaller.customer.CustomerId;
import java.util.List;

/** Whom a notice is for. */
public sealed interface Audience {
    /** These customers, 500 at most. */
    record Named(List<CustomerId> customers) implements Audience {
        public Named {
            customers = List.copyOf(customers);
        }
    }

    /** Everybody in a segment as the notice is posted. */
    record Segment(String name) implements Audience {}

    /** Everybody whose area field has this value, as facts of an area have it. */
    record Area(String name) implements Audience {}
}
