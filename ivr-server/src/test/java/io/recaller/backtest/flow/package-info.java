@NullMarked
package io.recaller.backtest.flow;

import org.jspecify.annotations.NullMarked;
