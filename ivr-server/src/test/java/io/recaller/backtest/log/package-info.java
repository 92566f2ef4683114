@NullMarked
package io.recaller.backtest.log;

import org.jspecify.annotations.NullMarked;
