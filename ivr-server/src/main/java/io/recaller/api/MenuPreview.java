package io.recaller.api;

import io.recaller.customer.CustomerId;
import io.recaller.menu.planner.Layout;
import java.util.Optional;

/** Plans the menu a customer would hear now, without anybody hearing it. */
@FunctionalInterface
public interface MenuPreview {

    /**
     * The layout; empty when no such flow is loaded or the node is no menu of it. Blocks.
     *
     * @param customer who exists
     */
    Optional<Layout> layout(CustomerId customer, String flow, String node);
}
