/** Replays a log through a whole flow: what would every call have taken until its task. */
@NullMarked
package io.recaller.backtest.flow;

import org.jspecify.annotations.NullMarked;
