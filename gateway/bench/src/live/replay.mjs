export async function replay() {
  return [];
}
