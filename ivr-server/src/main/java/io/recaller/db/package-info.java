/** The one database: how it is run, opened, migrated and worked with in transactions. */
@NullMarked
package io.recaller.db;

import org.jspecify.annotations.NullMarked;
