/** What customers are told unasked: notices, whom they are for, and what became of them. */
@NullMarked
package io.recaller.notice;

import org.jspecify.annotations.NullMarked;
