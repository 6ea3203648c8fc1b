/* A program that holds the whole core (linked whole) and nothing else, for core-without-window.py to
 * look into. */
int
main (void)
{
  return 0;
}
