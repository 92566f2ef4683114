@NullMarked
package io.recaller.notice;

import org.jspecify.annotations.NullMarked;
