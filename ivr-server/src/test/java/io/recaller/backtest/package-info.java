@NullMarked
package io.recaller.backtest;

import org.jspecify.annotations.NullMarked;
