/** An operator's own history replayed against every menu policy, before one is switched on. */
@NullMarked
package io.recaller.backtest;

import org.jspecify.annotations.NullMarked;
