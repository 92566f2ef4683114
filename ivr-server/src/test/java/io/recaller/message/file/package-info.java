@NullMarked
package io.recaller.message.file;

import org.jspecify.annotations.NullMarked;
