package io.recaller.backtest.log;

/** Which of two numbers before the year is the day. */
public enum DayOrder {
    DAY_FIRST,
    MONTH_FIRST
}
