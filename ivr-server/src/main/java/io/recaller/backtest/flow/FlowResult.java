package io.recaller.backtest.flow;

import io.recaller.flow.Node;

/**
 * What a replay through a flow showed.
 *
 * @param flow its name
 * @param menu where calls were planned
 */
public record FlowResult(String flow, Node.Menu menu, Covered covered, FlowScore score) {}
