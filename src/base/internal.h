/* internal.h: marks what the files of the library share, so that a program cannot see it.
 *
 * lib.c compiles the library as one translation unit and makes these names static: a program may then use the
 * same names. In a build of separate files they are external, and -fvisibility=hidden hides them. */
#ifndef MCPX_BASE_INTERNAL_H
#define MCPX_BASE_INTERNAL_H

/* MCPX_INTERNAL marks functions and the definitions of tables, MCPX_INTERNAL_TABLE the declarations of
 * tables. One translation unit needs no such declaration: the file with the table comes before its users. */
#ifdef MCPX_ONE_UNIT
#define MCPX_INTERNAL static
#define MCPX_INTERNAL_TABLE(declaration) struct mcpx_table
#else
#define MCPX_INTERNAL
#define MCPX_INTERNAL_TABLE(declaration) extern declaration
#endif

#endif
