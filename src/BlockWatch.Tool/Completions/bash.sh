# Completion of blockwatch in bash. To have it: eval "$(blockwatch completions bash)"
_blockwatch_complete() {
    local IFS=' ' line suggestion
    line="${COMP_WORDS[*]:1:COMP_CWORD}"
    COMPREPLY=()
    while IFS= read -r suggestion; do
        [[ $suggestion == "${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$suggestion")
    done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _blockwatch_complete blockwatch
